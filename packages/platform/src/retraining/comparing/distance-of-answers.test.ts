import { describe, expect, it } from 'vitest';
import { distanceOfAnswers } from './distance-of-answers.ts';

const numbers = (...predicted: readonly number[]) => ({
  kind: 'regression' as const,
  truth: new Float64Array(predicted.length),
  predicted: Float64Array.from(predicted),
});
const scores = (...second: readonly number[]) => ({
  ...{ kind: 'classification' as const, nClasses: 2, truth: new Int32Array(second.length) },
  probabilities: Float64Array.from(second.flatMap((p) => [1 - p, p])),
});
/** One row of each class named, the class being nearly certain. */
const classes = (...called: readonly number[]) => ({
  ...{ kind: 'classification' as const, nClasses: 3, truth: new Int32Array(called.length) },
  probabilities: Float64Array.from(
    called.flatMap((code) => [0, 1, 2].map((each) => (each === code ? 0.9 : 0.05))),
  ),
});

describe('distanceOfAnswers', () => {
  it('is 0 between answers that are the same in another order', () => {
    expect(distanceOfAnswers(numbers(3, 1, 2, 2), numbers(2, 3, 2, 1))).toBe(0);
    expect(distanceOfAnswers(scores(0.2, 0.7), scores(0.7, 0.2))).toBe(0);
    expect(distanceOfAnswers(classes(0, 1, 2), classes(2, 0, 1))).toBe(0);
  });

  it('is the statistic of Kolmogorov and Smirnov of numbers and of the probability of the second class', () => {
    // By scipy.stats.ks_2samp([1, 2, 3, 4], [3, 4, 5, 6, 7]).statistic
    expect(distanceOfAnswers(numbers(1, 2, 3, 4), numbers(3, 4, 5, 6, 7))).toBeCloseTo(0.6, 12);
    expect(
      distanceOfAnswers(scores(0.1, 0.2, 0.3, 0.4), scores(0.3, 0.4, 0.5, 0.6, 0.7)),
    ).toBeCloseTo(0.6, 12);
    expect(distanceOfAnswers(numbers(1, 2), numbers(3, 4))).toBe(1);
  });

  it('is the largest gap of the shares of one of several classes', () => {
    expect(distanceOfAnswers(classes(0, 0, 1, 2), classes(1, 1, 1, 2))).toBeCloseTo(0.5, 12);
  });
});
