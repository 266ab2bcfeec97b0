import type { ClassificationOutcome } from '../../../metrics/index.ts';
import { type EvenBins, evenBins } from './even-bins.ts';
import type { Judge } from './judge.ts';
import { RANKED_AUC, type RankedMetric, UNDEFINED } from './ranked-metrics.ts';

const MAX_BINS = 2 ** 14;

/**
 * A ranked metric of one class of a blend against all others.
 *
 * Scores are dealt to as many bins as there are rows, 16 384 at most, which bounds the value in one pass; only members that could still be the best
 * one are sorted. So the choice is exactly that of sorting all. What is read has the negative rows first.
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
          deal(dealt, { from: 0, to: nNegatives, counts: negatives });
          deal(dealt, { from: nNegatives, to: n, counts: positives });
          return metric.bounds(negatives, positives);
        },
      };
    },
  };
}

/** Mean of the areas under the ROC curves of all classes that occur, each against the rest. @cost nClasses times that of one. */
export function oneVersusRestJudge(outcome: ClassificationOutcome): Judge {
  const n = outcome.truth.length;
  const codes = [...new Set(outcome.truth)].sort((a, b) => a - b);
  const judges = codes.map((code) => rankedJudge(RANKED_AUC, outcome, code));
  const part = (all: Float64Array, c: number) => all.subarray(c * n, (c + 1) * n);
  const mean = (values: readonly number[]) =>
    values.reduce((sum, value) => sum + value, 0) / values.length;
  return {
    read(answers) {
      const read = new Float64Array(judges.length * n);
      judges.forEach((judge, c) => {
        part(read, c).set(judge.read(answers));
      });
      return read;
    },
    at(sum, size) {
      const steps = judges.map((judge, c) => judge.at(part(sum, c), size));
      return {
        score: (added) => mean(steps.map((step, c) => step.score(part(added, c)))),
        bounds(added) {
          const each = steps.map((step, c) => step.bounds?.(part(added, c)) ?? UNDEFINED);
          return {
            low: mean(each.map(({ low }) => low)),
            high: mean(each.map(({ high }) => high)),
          };
        },
      };
    },
  };
}

interface Dealt {
  readonly sum: Float64Array;
  readonly added: Float64Array;
  readonly bins: EvenBins;
}

interface Side {
  readonly from: number;
  readonly to: number;
  readonly counts: Int32Array;
}

/** Counts the rows of one side per bin. */
function deal({ sum, added, bins }: Dealt, { from, to, counts }: Side): void {
  const { low, scale, binOfCell } = bins;
  const lastCell = binOfCell.length - 1;
  counts.fill(0);
  for (let i = from; i < to; i++) {
    const cell = ((sum[i] + added[i] - low) * scale) | 0;
    counts[binOfCell[cell < 0 ? 0 : cell > lastCell ? lastCell : cell]]++;
  }
}

/** Writes the scores of one side in rising order to its places: bin by bin, then within each. */
function sortSide(dealt: Dealt, side: Side, scores: Float64Array): void {
  deal(dealt, side);
  const { sum, added, bins } = dealt;
  const { low, scale, binOfCell } = bins;
  const { from, to, counts } = side;
  const lastCell = binOfCell.length - 1;
  let start = from;
  for (let bin = 0; bin < counts.length; bin++) {
    const here = counts[bin];
    counts[bin] = start;
    start += here;
  }
  for (let i = from; i < to; i++) {
    const score = sum[i] + added[i];
    const cell = ((score - low) * scale) | 0;
    scores[counts[binOfCell[cell < 0 ? 0 : cell > lastCell ? lastCell : cell]]++] = score;
  }
  // Each count has become the end of its bin.
  for (let bin = 0, begin = from; bin < counts.length; begin = counts[bin++])
    if (counts[bin] - begin > 1) sortPart(scores, begin, counts[bin]);
}

const FEW = 24;

/** Sorts a short part of an array in place; by insertion where it is very short. */
function sortPart(values: Float64Array, begin: number, end: number): void {
  if (end - begin > FEW) {
    values.subarray(begin, end).sort();
    return;
  }
  for (let i = begin + 1; i < end; i++) {
    const value = values[i];
    let at = i;
    for (; at > begin && values[at - 1] > value; at--) values[at] = values[at - 1];
    values[at] = value;
  }
}
