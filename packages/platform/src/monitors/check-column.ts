import type { ColumnReference } from '@kaizenml/contracts';
import {
  type BinShift,
  compareToReference,
  countInBins,
  effectiveCounts,
  effectiveSize,
  homogeneityPValue,
} from '@kaizenml/ml/drift';
import { type Column, columnLength, isMissing } from '@kaizenml/ml/table';

/** What counts as drift. */
export interface Thresholds {
  /** Population stability index above which a column drifts. */
  readonly psi: number;
  /** Change of the share of missing values, 0 to 1, above which a column drifts. */
  readonly missingShift: number;
}

/** How a column is checked. */
export interface CheckOptions extends Thresholds {
  /** What each row counts, such as 1 divided by the probability with which it was logged. Default 1 each. */
  readonly weights?: readonly number[] | undefined;
}

/** What a check says of one column. */
export interface CheckedColumn {
  readonly column: string;
  readonly psi: number;
  readonly shareMissingReference: number;
  readonly shareMissingCurrent: number;
  readonly status: 'ok' | 'drift';
  readonly why: string | null;
  readonly bins: BinShift[];
}

/** A difference that samples without drift show less often than this is not chance. */
const MAX_CHANCE = 0.001;

/** Standard errors that 99.9 % of differences of shares without drift stay inside. */
const Z_999 = 3.29;

/**
 * Compares one column with its training data.
 *
 * A column drifts when its index is above the threshold, or its share of missing values moved by more than
 * the threshold, and samples without drift show such a difference less often than once in a thousand. The
 * index alone cries wolf on few rows: of 30 rows in ten bins without drift it is above 0.2 in 83 %. Shares are those of the rows
 * that the weights stand for; the tests know no more than the effective number of rows.
 */
export function checkColumn(
  reference: ColumnReference,
  column: Column,
  { weights, ...thresholds }: CheckOptions,
): CheckedColumn {
  const found = compareToReference(reference, column, weights);
  const { psi, shareMissingReference, shareMissingCurrent, bins } = found;
  const shift = Math.abs(shareMissingCurrent - shareMissingReference);
  const isAbove = psi > thresholds.psi;
  const nRows = columnLength(column);
  const counts = countInBins(reference, column, weights);
  const present = weights?.filter((_, i) => !isMissing(column, i));
  const chance = homogeneityPValue(
    reference.counts,
    present === undefined ? counts : effectiveCounts(counts, effectiveSize(present)),
  );
  const hasMoved = isAbove && chance < MAX_CHANCE;
  const hasGone =
    shift > thresholds.missingShift &&
    shift >
      chanceOf(
        shareMissingReference,
        reference.nRows,
        weights === undefined ? nRows : effectiveSize(weights),
      );
  const reasons = [
    ...(hasMoved ? [movedText(bins)] : []),
    ...(hasGone
      ? [`missing ${percent(shareMissingReference)} → ${percent(shareMissingCurrent)}`]
      : []),
  ];
  return {
    column: reference.column,
    psi,
    shareMissingReference,
    shareMissingCurrent,
    status: reasons.length > 0 ? 'drift' : 'ok',
    why:
      reasons.length > 0
        ? reasons.join('; ')
        : isAbove
          ? `may be chance: ${nRows} rows without drift differ this much in ${chanceText(chance)} of checks`
          : null,
    bins: [...bins],
  };
}

function chanceOf(share: number, nReference: number, nCurrent: number): number {
  const p = Math.min(0.99, Math.max(0.01, share));
  return Z_999 * Math.sqrt(p * (1 - p) * (1 / Math.max(1, nReference) + 1 / Math.max(1, nCurrent)));
}

function chanceText(chance: number): string {
  return chance < 0.01 ? `${(chance * 100).toFixed(1)} %` : percent(chance);
}

function movedText(bins: readonly BinShift[]): string {
  const size = ({ shareReference, shareCurrent }: BinShift) => shareCurrent - shareReference;
  const most = bins.reduce((best, bin) =>
    Math.abs(size(bin)) > Math.abs(size(best)) ? bin : best,
  );
  return `${size(most) > 0 ? 'more' : 'less'} of "${most.label}": ${percent(most.shareReference)} → ${percent(most.shareCurrent)}`;
}

function percent(share: number): string {
  const value = share * 100;
  return `${value !== 0 && value < 10 ? value.toFixed(1) : value.toFixed(0)} %`;
}
