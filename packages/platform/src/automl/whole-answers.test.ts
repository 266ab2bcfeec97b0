import { describe, expect, it } from 'vitest';
import { wholeAnswers } from './whole-answers.ts';

const FOLDS = [
  { train: Int32Array.of(0, 2), test: Int32Array.of(3, 1) },
  { train: Int32Array.of(1, 3), test: Int32Array.of(0) },
];

describe('wholeAnswers', () => {
  it('puts every answer at its row, and 0 where no fold holds a row out', () => {
    const parts = [Float32Array.of(0.3, 0.7, 0.1, 0.9), Float32Array.of(0.5, 0.5)];
    expect(wholeAnswers(FOLDS, parts, 4)).toEqual(
      Float32Array.of(0.5, 0.5, 0.1, 0.9, 0, 0, 0.3, 0.7),
    );
  });

  it('is undefined while a fold is missing, and where an answer is beyond what a float holds', () => {
    expect(wholeAnswers(FOLDS, [Float32Array.of(1, 2), undefined], 4)).toBeUndefined();
    const beyond = [Float32Array.of(1, 1e300), Float32Array.of(3)];
    expect(wholeAnswers(FOLDS, beyond, 4)).toBeUndefined();
  });
});
