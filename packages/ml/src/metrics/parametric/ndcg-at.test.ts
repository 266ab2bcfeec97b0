import { describe, expect, it } from 'vitest';
import { seededRandom, shuffledIndices } from '../../math/index.ts';
import { bootstrapIntervals, getMetric, ndcg, type RegressionOutcome } from '../index.ts';
import { ndcgAt } from './index.ts';

const random = seededRandom(3);
const N = 40;
const outcome: RegressionOutcome = {
  kind: 'regression',
  truth: Float64Array.from({ length: N }, () => random.below(3)),
  predicted: Float64Array.from({ length: N }, () => random.below(9)),
  groups: Int32Array.from({ length: N }, (_, i) => Math.floor(i / 8)),
};

function take({ truth, predicted, groups }: RegressionOutcome, rows: ArrayLike<number>) {
  return {
    kind: 'regression',
    truth: Float64Array.from(rows, (row) => truth[row]),
    predicted: Float64Array.from(rows, (row) => predicted[row]),
    groups: Int32Array.from(rows, (row) => groups?.[row] ?? 0),
  } as const;
}

describe('ndcgAt', () => {
  it('is the mean over groups, in whatever order rows come', () => {
    const offsets = Int32Array.of(0, 8, 16, 24, 32, 40);
    const { truth: grades, predicted: scores } = outcome;
    const value = ndcg({ grades, scores, offsets }, { k: 3 });
    expect(ndcgAt(3).compute(outcome)).toBeCloseTo(value, 14);
    const shuffled = take(outcome, shuffledIndices(N, random));
    expect(getMetric('ndcg@3').compute(shuffled)).toBeCloseTo(value, 14);
  });

  it('takes a weight of 0 as no row, and weighs groups by the mean of theirs', () => {
    const weights = Float64Array.from({ length: N }, (_, i) => (i % 3 === 0 ? 0 : 1));
    const kept = Array.from({ length: N }, (_, i) => i).filter((i) => i % 3 !== 0);
    expect(ndcgAt(3).compute(outcome, weights)).toBeCloseTo(
      ndcgAt(3).compute(take(outcome, kept)),
      14,
    );
    const first = Float64Array.from({ length: N }, (_, i) => (i < 8 ? 2 : i < 16 ? 1 : 0));
    const own = [0, 8].map((from) =>
      ndcgAt(3).compute(
        take(
          outcome,
          Array.from({ length: 8 }, (_, i) => from + i),
        ),
      ),
    );
    expect(ndcgAt(3).compute(outcome, first)).toBeCloseTo((2 * own[0] + own[1]) / 3, 14);
  });

  it('has intervals over groups, not over rows', () => {
    const same = { ...outcome, groups: new Int32Array(N) };
    const of = (given: RegressionOutcome) =>
      bootstrapIntervals(given, [ndcgAt(3)], { random: seededRandom(1) })['ndcg@3'];
    expect(of(same)).toMatchObject({ low: null, high: null });
    const { low, high, value } = of(outcome);
    expect(low).toBeLessThan(value);
    expect(high).toBeGreaterThan(value);
  });

  it.each([0, 1.5])('refuses %d places', (k) => {
    expect(() => ndcgAt(k)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: `The places of ndcg must be a whole number of at least 1, got ${k}.`,
      }),
    );
  });
});
