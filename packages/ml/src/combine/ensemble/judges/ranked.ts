import type { ClassificationOutcome } from '../../../metrics/index.ts';
import { dealSide, sortSide } from './deal-scores.ts';
import { evenBins } from './even-bins.ts';
import type { Judge } from './judge.ts';
import type { RankedMetric } from './ranked-metrics.ts';

const MAX_BINS = 2 ** 14;

/**
 * A ranked metric of one class of a blend against all others.
 *
 * Scores are dealt to as many bins as there are rows, 16 384 at most, which bounds the value in one pass; only members
 * that could still be the best one are sorted. So the choice is exactly that of sorting all. What is read has the negative
 * rows first.
 *
 * @cost O(n) per member for bounds, O(n log n) for the value.
 */
export function rankedJudge(
  metric: RankedMetric,
  { truth, nClasses }: ClassificationOutcome,
  positive = 1,
): Judge {
  const n = truth.length;
  const rows = Int32Array.from(truth, (_, row) => row);
  const isPositive = (row: number) => truth[row] === positive;
  const below = rows.filter((row) => !isPositive(row));
  const nNegatives = below.length;
  const rowAt = new Int32Array(n);
  rowAt.set(below);
  rowAt.set(rows.filter(isPositive), nNegatives);
  const scores = new Float64Array(n);
  const nBins = Math.min(MAX_BINS, 2 ** Math.ceil(Math.log2(n + 1)));
  const negatives = new Int32Array(nBins);
  const positives = new Int32Array(nBins);
  return {
    read(answers) {
      const read = new Float64Array(n);
      for (let i = 0; i < n; i++) read[i] = answers[rowAt[i] * nClasses + positive];
      return read;
    },
    at(sum, size) {
      // A member adds about as much as those before it did on average.
      const expected = sum.map((each) => (each * size) / Math.max(1, size - 1));
      const range = { low: 0, high: size, nBins };
      const bins = size > 1 ? evenBins(expected, range) : undefined;
      return {
        score(added) {
          const dealt = { sum, added, bins: bins ?? evenBins(added, range) };
          sortSide(dealt, { from: 0, to: nNegatives, counts: negatives }, scores);
          sortSide(dealt, { from: nNegatives, to: n, counts: positives }, scores);
          const value = metric.value(scores.subarray(0, nNegatives), scores.subarray(nNegatives));
          return Number.isNaN(value) ? Number.NEGATIVE_INFINITY : value;
        },
        bounds(added) {
          const dealt = { sum, added, bins: bins ?? evenBins(added, range) };
          dealSide(dealt, { from: 0, to: nNegatives, counts: negatives });
          dealSide(dealt, { from: nNegatives, to: n, counts: positives });
          return metric.bounds(negatives, positives);
        },
      };
    },
  };
}
