import type { BinnedColumn } from './leak-bins.ts';
import type { KnownClasses } from './read-target.ts';

/** Bins beyond this tell too much of a row by chance. */
const MOST_BINS = 65;
/** Share of the rows from which a bin, or a class, counts as one. */
const FEWEST_SHARE = 0.01;
/** Bins beyond the classes that values which mean the same may fill. */
const MOST_MORE = 4;

/** How far the bins of a column say the class. */
export interface Agreement {
  /** Cohen's kappa of the class that is most frequent in each bin: 1 where it always holds, 0 where the bins tell nothing. */
  readonly kappa: number;
  /** Whether hardly more bins than classes are in use, and every frequent class has one: a recoded target. */
  readonly isRecoding: boolean;
  /** The same with up to four bins more: a few values for each class. */
  readonly isGrouping: boolean;
}

/**
 * How well the classes can be read off the bins of a column, each bin standing for its most frequent class.
 *
 * Unlike the mean ROC AUC, it is not swayed by one wrong row in a rare class.
 *
 * @returns A kappa of 0 for more than 65 bins.
 * @cost O(n + bins * classes)
 * @source Cohen (1960), "A Coefficient of Agreement for Nominal Scales", Educational and Psychological Measurement 20(1).
 */
export function classAgreement(
  { bins, nBins }: BinnedColumn,
  { codes, classes }: Pick<KnownClasses, 'codes' | 'classes'>,
): Agreement {
  const nClasses = classes.length;
  const n = codes.length;
  if (nBins > MOST_BINS) return { kappa: 0, isRecoding: false, isGrouping: false };
  const table = new Int32Array(nBins * nClasses);
  for (let i = 0; i < codes.length; i++) table[bins[i] * nClasses + codes[i]]++;
  let nUsed = 0;
  let nRight = 0;
  const saidOf = new Float64Array(nClasses);
  const counts = new Float64Array(nClasses);
  for (let i = 0; i < n; i++) counts[codes[i]]++;
  for (let bin = 0; bin < nBins; bin++) {
    const inBin = table.subarray(bin * nClasses, (bin + 1) * nClasses);
    const nRows = inBin.reduce((sum, n) => sum + n, 0);
    if (nRows === 0) continue;
    const most = Math.max(...inBin);
    saidOf[inBin.indexOf(most)] += nRows;
    nRight += most;
    if (nRows >= FEWEST_SHARE * n) nUsed++;
  }
  const shared = counts.reduce((sum, count, c) => sum + (count / n) * (saidOf[c] / n), 0);
  const isEachSaid = counts.every((count, c) => count < FEWEST_SHARE * n || saidOf[c] > 0);
  return {
    kappa: shared === 1 ? 0 : (nRight / n - shared) / (1 - shared),
    isRecoding: isEachSaid && nUsed <= nClasses + 1,
    isGrouping: isEachSaid && nUsed <= nClasses + MOST_MORE,
  };
}
