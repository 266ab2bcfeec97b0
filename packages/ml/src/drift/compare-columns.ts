import type { ColumnReference } from '@kaizenml/contracts';
import { type Column, columnLength, countMissing, isMissing } from '../table/index.ts';
import { binLabels } from './bin-labels.ts';
import { countInBins } from './count-in-bins.ts';
import { effectiveSize } from './effective-counts.ts';
import { psi } from './psi.ts';
import { psiNoiseBound } from './psi-noise.ts';
import { sum } from './shares.ts';

/** One bin or level of both samples. Shares are of the rows that have a value, 0 to 1. */
export interface BinShift {
  readonly label: string;
  readonly shareReference: number;
  readonly shareCurrent: number;
}

/** How a column differs from its reference. */
export interface ColumnComparison {
  /** Population stability index over the rows that have a value; 0 when one of the samples has none. */
  readonly psi: number;
  /** Value that `psi` stays below in 99 % of samples of this size when nothing drifts. */
  readonly psiNoise: number;
  /** Share of rows without a value, 0 to 1; 0 for no rows. */
  readonly shareMissingReference: number;
  readonly shareMissingCurrent: number;
  /** Bins in the order of the reference; a last `other` that is empty on both sides is left out. */
  readonly bins: readonly BinShift[];
}

/**
 * Compares a column with the distribution that it had before.
 *
 * @param weights What each row of the column counts; see `countInBins`. Shares are then those of the rows that they stand for,
 *   and the noise that of their effective number. Length n. Default 1 each.
 * @cost O(n log bins)
 * @source Siddiqi (2006), "Credit Risk Scorecards"; noise bound after Yurdakul (2018).
 */
export function compareToReference(
  reference: ColumnReference,
  column: Column,
  weights?: ArrayLike<number>,
): ColumnComparison {
  const counts = countInBins(reference, column, weights);
  const nReference = sum(reference.counts);
  const nCurrent = sum(counts);
  const noise = () => psiNoiseBound(nBins, nReference, presentSize(column, weights, nCurrent));
  const nBins = reference.counts.filter((count, bin) => count > 0 || counts[bin] > 0).length;
  const isComparable = nReference > 0 && nCurrent > 0;
  const bins = binLabels(reference).map((label, bin) => ({
    label,
    shareReference: ratio(reference.counts[bin], nReference),
    shareCurrent: ratio(counts[bin], nCurrent),
  }));
  const last = counts.length - 1;
  const isOtherEmpty = reference.levels && reference.counts[last] === 0 && counts[last] === 0;
  return {
    psi: psi(reference.counts, counts),
    psiNoise: isComparable ? noise() : 0,
    shareMissingReference: ratio(reference.nMissing, reference.nRows),
    shareMissingCurrent: shareMissing(column, weights),
    bins: isOtherEmpty ? bins.slice(0, last) : bins,
  };
}

/** Effective number of the rows that have a value. */
function presentSize(
  column: Column,
  weights: ArrayLike<number> | undefined,
  nPresent: number,
): number {
  if (weights === undefined) return nPresent;
  return effectiveSize(Array.from(weights).filter((_, i) => !isMissing(column, i)));
}

function shareMissing(column: Column, weights: ArrayLike<number> | undefined): number {
  if (weights === undefined) return ratio(countMissing(column), columnLength(column));
  let missing = 0;
  let total = 0;
  for (let i = 0; i < columnLength(column); i++) {
    total += weights[i];
    if (isMissing(column, i)) missing += weights[i];
  }
  return ratio(missing, total);
}

function ratio(part: number, whole: number): number {
  return whole === 0 ? 0 : part / whole;
}
