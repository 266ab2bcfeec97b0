import type { ClassificationOutcome } from '../../../metrics/index.ts';
import { type EvenBins, evenBins } from './even-bins.ts';
import type { Bounds, Judge } from './judge.ts';

const MAX_BINS = 2 ** 14;

/** A metric that depends on the order of positive and negative rows only. */
export interface RankedMetric {
  /** Value from the scores of either side, each rising. */
  value(negatives: Float64Array, positives: Float64Array): number;
  /** What the value may be when only the bin of a score is known, from the rows per bin. */
  bounds(negatives: Int32Array, positives: Int32Array): Bounds;
}

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
          for (let i = 0; i < n; i++) scores[i] = sum[i] + added[i];
          const value = metric.value(
            scores.subarray(0, nNegatives).sort(),
            scores.subarray(nNegatives).sort(),
          );
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

/** Area under the ROC curve. @source Hanley & McNeil (1982), Radiology 143, 29-36. */
export const RANKED_AUC: RankedMetric = {
  value(negatives, positives) {
    let below = 0;
    let upTo = 0;
    let area = 0;
    for (let p = 0; p < positives.length; p++) {
      const score = positives[p];
      while (below < negatives.length && negatives[below] < score) below++;
      if (upTo < below) upTo = below;
      while (upTo < negatives.length && negatives[upTo] <= score) upTo++;
      area += (below + upTo) / 2;
    }
    return area / (positives.length * negatives.length);
  },
  bounds(negatives, positives) {
    let above = 0;
    let below = 0;
    let sure = 0;
    let open = 0;
    for (let bin = 0; bin < positives.length; bin++) {
      sure += positives[bin] * below;
      open += positives[bin] * negatives[bin];
      above += positives[bin];
      below += negatives[bin];
    }
    const pairs = above * below;
    return pairs === 0 ? UNDEFINED : { low: sure / pairs, high: (sure + open) / pairs };
  },
};

/** Average precision: within a bin all negatives may come first, or all positives as one tie. */
export const RANKED_PRECISION: RankedMetric = {
  value(negatives, positives) {
    let found = 0;
    let above = 0;
    let sum = 0;
    for (let p = positives.length - 1; p >= 0; ) {
      const score = positives[p];
      let tied = 0;
      for (; p >= 0 && positives[p] === score; p--) tied++;
      while (above < negatives.length && negatives[negatives.length - 1 - above] >= score) above++;
      found += tied;
      sum += (tied * found) / (found + above);
    }
    return sum / positives.length;
  },
  bounds(negatives, positives) {
    let found = 0;
    let above = 0;
    let low = 0;
    let high = 0;
    for (let bin = positives.length - 1; bin >= 0; bin--) {
      const here = positives[bin];
      if (here > 0) {
        low += (here * (found + 1)) / (found + 1 + above + negatives[bin]);
        high += (here * (found + here)) / (found + here + above);
      }
      found += here;
      above += negatives[bin];
    }
    return found === 0 ? UNDEFINED : { low: low / found, high: high / found };
  },
};

const UNDEFINED: Bounds = { low: Number.NEGATIVE_INFINITY, high: Number.NEGATIVE_INFINITY };
