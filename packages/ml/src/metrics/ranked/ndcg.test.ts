import { describe, expect, it } from 'vitest';
import { seededRandom, shuffledIndices } from '../../math/index.ts';
import { groupOffsets, ndcg } from './index.ts';

const one = (grades: number[], scores: number[]) => ({
  grades: Float64Array.from(grades),
  scores: Float64Array.from(scores),
  offsets: Int32Array.of(0, grades.length),
});

describe('ndcg', () => {
  it('is 1 for the right order and worked out by hand for another', () => {
    expect(ndcg(one([0, 2, 1], [1, 3, 2]))).toBe(1);
    // Gains 1, 3 at places 0, 1; best 3, 1.
    expect(ndcg(one([2, 1], [1, 2]))).toBeCloseTo(
      (1 + 3 / Math.log2(3)) / (3 + 1 / Math.log2(3)),
      14,
    );
    expect(ndcg(one([2, 1], [1, 2]), { k: 1 })).toBe(1 / 3);
  });

  it('gives rows of equal score the mean of their places, whatever their order', () => {
    const random = seededRandom(9);
    const grades = Array.from({ length: 12 }, () => random.below(4));
    const scores = Array.from({ length: 12 }, () => random.below(3));
    const value = ndcg(one(grades, scores), { k: 5 });
    for (let round = 0; round < 5; round++) {
      const order = [...shuffledIndices(12, random)];
      const shuffled = one(
        order.map((i) => grades[i]),
        order.map((i) => scores[i]),
      );
      expect(ndcg(shuffled, { k: 5 })).toBeCloseTo(value, 14);
    }
  });

  it('leaves out groups without a relevant row and without weight; NaN when none is left', () => {
    const outcome = {
      grades: Float64Array.of(0, 0, 1, 0, 0, 1),
      scores: Float64Array.of(1, 2, 1, 2, 1, 2),
      offsets: Int32Array.of(0, 2, 4, 6),
    };
    const [second, third] = [1 / Math.log2(3), 1];
    expect(ndcg(outcome)).toBeCloseTo((second + third) / 2, 14);
    expect(ndcg(outcome, { weights: Float64Array.of(1, 0, 5) })).toBe(1);
    expect(ndcg(outcome, { weights: Float64Array.of(1, 0, 0) })).toBeNaN();
  });

  it('refuses arrays that do not fit together', () => {
    const outcome = { ...one([1, 0], [1, 0]), scores: Float64Array.of(1) };
    expect(() => ndcg(outcome)).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message:
          'ndcg must be given one score per graded row, got 2 grades, 1 scores and groups of 2 rows.',
        details: { nGrades: 2, nScores: 1, nRows: 2 },
      }),
    );
  });

  it.each([
    [[1, 31], [0, 1], '31'],
    [[1, 0.5], [0, 1], '0.5'],
    [[1, 2], [0, Number.NaN], 'a score that is not a number'],
  ])('refuses grades %j with scores %j', (grades, scores, got) => {
    expect(() => ndcg(one(grades, scores))).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `ndcg must be given whole grades from 0 to 30 and scores that are numbers, got ${got} in row 2.`,
        details: { row: 2, grade: String(grades[1]), score: String(scores[1]) },
      }),
    );
  });
});

describe('groupOffsets', () => {
  it('tells where each group begins, and where the last ends', () => {
    expect([...groupOffsets(Int32Array.of(7, 7, 3, 9, 9))]).toEqual([0, 2, 3, 5]);
    expect([...groupOffsets(new Int32Array(0))]).toEqual([0]);
  });

  it('refuses a group that comes back', () => {
    expect(() => groupOffsets(Int32Array.of(7, 3, 7))).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'The rows of a group must stand side by side, got group 7 again in row 3.',
        details: { group: 7, row: 3 },
      }),
    );
  });
});
