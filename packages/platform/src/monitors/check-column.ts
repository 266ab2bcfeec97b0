import type { ColumnReference } from '@kaizenml/contracts';
import { type BinShift, compareToReference } from '@kaizenml/ml/drift';
import { type Column, columnLength } from '@kaizenml/ml/table';

/** What counts as drift. */
export interface Thresholds {
  /** Population stability index above which a column drifts. */
  readonly psi: number;
  /** Change of the share of missing values, 0 to 1, above which a column drifts. */
  readonly missingShift: number;
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

/** Standard errors beyond which a difference of shares is called real: 99 % of samples without drift stay inside. */
const Z_99 = 2.576;

/**
 * Compares one column with its training data.
 *
 * A column drifts when its index is above the threshold by more than what samples of this size show by
 * chance, or when its share of missing values moved by more than the threshold and more than by chance.
 */
export function checkColumn(
  reference: ColumnReference,
  column: Column,
  thresholds: Thresholds,
): CheckedColumn {
  const found = compareToReference(reference, column);
  const { psi, psiNoise, shareMissingReference, shareMissingCurrent, bins } = found;
  const shift = Math.abs(shareMissingCurrent - shareMissingReference);
  const hasMoved = psi > thresholds.psi + psiNoise;
  const hasGone =
    shift > thresholds.missingShift &&
    shift > chanceOf(shareMissingReference, reference.nRows, columnLength(column));
  const reasons = [
    ...(hasMoved ? [movedText(bins)] : []),
    ...(hasGone
      ? [`missing ${percent(shareMissingReference)} → ${percent(shareMissingCurrent)}`]
      : []),
  ];
  const isWithinChance = !hasMoved && psi > thresholds.psi;
  return {
    column: reference.column,
    psi,
    shareMissingReference,
    shareMissingCurrent,
    status: reasons.length > 0 ? 'drift' : 'ok',
    why:
      reasons.length > 0
        ? reasons.join('; ')
        : isWithinChance
          ? `${columnLength(column)} rows alone show an index of ${psiNoise.toFixed(2)} by chance`
          : null,
    bins: [...bins],
  };
}

function chanceOf(share: number, nReference: number, nCurrent: number): number {
  const p = Math.min(0.99, Math.max(0.01, share));
  return Z_99 * Math.sqrt(p * (1 - p) * (1 / Math.max(1, nReference) + 1 / Math.max(1, nCurrent)));
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
