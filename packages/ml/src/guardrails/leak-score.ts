import { invariant } from '@kaizenml/contracts';
import type { BinnedColumn } from './leak-bins.ts';

/** Folds of the out-of-fold estimate. */
export const N_FOLDS = 5;
/** Rows of the overall mean that every bin's mean is drawn towards with. */
const SMOOTHING = 1;

/** Out-of-fold mean of a value in every (fold, bin): what a one-column predictor says there. */
interface FoldMeans {
  /** At `fold * nBins + bin`: rows, sum of the value, and the prediction from the other folds. */
  readonly counts: Float64Array;
  readonly sums: Float64Array;
  readonly predicted: Float64Array;
}

/**
 * ROC AUC of one class, predicted from one column by the class's share in the bin, out of fold.
 *
 * A row's share is counted in the other folds only, so a column of ids, whose bins hold one row each,
 * scores 0.5.
 *
 * @param isClass 1 for a row of the class. Length n.
 * @param folds Fold per row, 0 to 4. Length n.
 * @returns 0 to 1; NaN when the class has all rows or none.
 * @cost O(n + bins log bins)
 * @source Micci-Barreca (2001), "A Preprocessing Scheme for High-Cardinality Categorical Attributes", SIGKDD Explorations 3.
 */
export function foldedAuc(binned: BinnedColumn, isClass: Float64Array, folds: Uint8Array): number {
  const { counts, sums, predicted } = foldMeans(binned, isClass, folds);
  const cells = Int32Array.from(predicted, (_, cell) => cell)
    .filter((cell) => counts[cell] > 0)
    .sort((a, b) => predicted[a] - predicted[b]);
  let area = 0;
  let positives = 0;
  let negatives = 0;
  for (let k = 0; k < cells.length; ) {
    let tiedPositives = 0;
    let tiedNegatives = 0;
    const score = predicted[cells[k]];
    for (; k < cells.length && predicted[cells[k]] === score; k++) {
      tiedPositives += sums[cells[k]];
      tiedNegatives += counts[cells[k]] - sums[cells[k]];
    }
    area += tiedPositives * (negatives + tiedNegatives / 2);
    positives += tiedPositives;
    negatives += tiedNegatives;
  }
  return area / (positives * negatives);
}

/**
 * R squared of a number predicted from one column by the mean in the bin, out of fold.
 *
 * @param y Value per row. Length n.
 * @param folds Fold per row, 0 to 4. Length n.
 * @returns At most 1; NaN for a constant.
 * @cost O(n + bins)
 * @source Micci-Barreca (2001), SIGKDD Explorations 3.
 */
export function foldedR2(
  { bins, nBins }: BinnedColumn,
  y: Float64Array,
  folds: Uint8Array,
): number {
  const { predicted } = foldMeans({ bins, nBins }, y, folds);
  const mean = y.reduce((sum, value) => sum + value, 0) / y.length;
  let error = 0;
  let spread = 0;
  for (let i = 0; i < y.length; i++) {
    error += (y[i] - predicted[folds[i] * nBins + bins[i]]) ** 2;
    spread += (y[i] - mean) ** 2;
  }
  return spread === 0 ? Number.NaN : 1 - error / spread;
}

function foldMeans({ bins, nBins }: BinnedColumn, y: Float64Array, folds: Uint8Array): FoldMeans {
  invariant(bins.length === y.length, 'a binned column has one bin per value');
  const counts = new Float64Array(N_FOLDS * nBins);
  const sums = new Float64Array(N_FOLDS * nBins);
  for (let i = 0; i < y.length; i++) {
    const cell = folds[i] * nBins + bins[i];
    counts[cell]++;
    sums[cell] += y[i];
  }
  const predicted = new Float64Array(N_FOLDS * nBins);
  const total = (values: Float64Array, bin: number): number => {
    let sum = 0;
    for (let fold = 0; fold < N_FOLDS; fold++) sum += values[fold * nBins + bin];
    return sum;
  };
  const binCounts = Float64Array.from({ length: nBins }, (_, bin) => total(counts, bin));
  const binSums = Float64Array.from({ length: nBins }, (_, bin) => total(sums, bin));
  const allSum = binSums.reduce((sum, value) => sum + value, 0);
  for (let fold = 0; fold < N_FOLDS; fold++) {
    let foldCount = 0;
    let foldSum = 0;
    for (let bin = 0; bin < nBins; bin++) {
      foldCount += counts[fold * nBins + bin];
      foldSum += sums[fold * nBins + bin];
    }
    const prior = (allSum - foldSum) / Math.max(1, y.length - foldCount);
    for (let bin = 0; bin < nBins; bin++) {
      const cell = fold * nBins + bin;
      const n = binCounts[bin] - counts[cell];
      predicted[cell] = (binSums[bin] - sums[cell] + SMOOTHING * prior) / (n + SMOOTHING);
    }
  }
  return { counts, sums, predicted };
}
