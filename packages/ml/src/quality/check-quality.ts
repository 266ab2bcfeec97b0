import { AppError } from '@kaizenml/contracts';
import { benjaminiHochberg } from '../drift/index.ts';
import { type ColumnNames, checkColumns } from './checks/check-columns.ts';
import { checkFreshness, type Freshness } from './checks/check-freshness.ts';
import { checkInfinite } from './checks/check-infinite.ts';
import { checkMissing } from './checks/check-missing.ts';
import { checkOtherType } from './checks/check-other-type.ts';
import { checkRange } from './checks/check-range.ts';
import { checkStuck } from './checks/check-stuck.ts';
import { checkUnits } from './checks/check-units.ts';
import { checkUnseenLevels } from './checks/check-unseen-levels.ts';
import { checkVolume, type Volume } from './checks/check-volume.ts';
import type { QualityCheck, QualityFinding } from './quality-finding.ts';
import type { WindowedColumn } from './windowed-column.ts';

/** What is asked about the rows of one window. Parts that are left out are not asked. */
export interface QualityQuestion {
  /** Columns of both. Default none. */
  readonly columns?: readonly WindowedColumn[];
  readonly names?: ColumnNames | undefined;
  readonly volume?: Volume | undefined;
  readonly freshness?: Freshness | undefined;
}

/** What counts as a finding. */
export interface QualityOptions {
  /**
   * Share of the findings of a window that may be chance, on average; where nothing changed, the share of windows with a finding. 0 to 1,
   * default 0.01.
   */
  readonly rate?: number;
  /** Share of rows from which on it matters that they are missing, new, out of range or of another type. Default 0.01. */
  readonly leastShare?: number;
  /** Part by which the number of rows must differ, of the larger number. Default 0.25. */
  readonly leastChange?: number;
}

const COLUMN_CHECKS = [
  checkMissing,
  checkUnseenLevels,
  checkRange,
  checkUnits,
  checkStuck,
  checkInfinite,
  checkOtherType,
] as const;

/** Findings of a column that say nothing new beside another one. */
const EXPLAINED_BY: Partial<Record<QualityCheck, QualityCheck>> = {
  range: 'units',
  missing: 'type',
};

/** What is twice as long as usual is late. */
const LATE = 0.5;

/**
 * What is wrong with the rows of a window, beside its reference: effects that matter and that chance does not explain.
 *
 * All questions about a window are judged together, by Benjamini and Hochberg. The most certain findings stand first, those without chance
 * before all.
 *
 * @throws ARGUMENT_INVALID where an option or a number is out of range.
 * @cost O(columns x bins)
 * @source Benjamini & Hochberg (1995), Journal of the Royal Statistical Society B 57.
 */
export function checkQuality(
  question: QualityQuestion,
  options: QualityOptions = {},
): QualityFinding[] {
  const { rate = 0.01, leastShare = 0.01, leastChange = 0.25 } = options;
  assertShares({ rate, leastShare, leastChange });
  const all = measureQuality(question);
  const asked = all.filter(({ pValue }) => pValue !== null);
  const adjusted = benjaminiHochberg(asked.map(({ pValue }) => pValue ?? 0));
  const isSure = new Set(asked.filter((_, i) => adjusted[i] <= rate));
  const least: Partial<Record<QualityCheck, number>> = {
    ...{ infinite: 0, volume: leastChange, freshness: LATE },
  };
  const held = all.filter(
    (finding) =>
      (finding.pValue === null || isSure.has(finding)) &&
      finding.effect > 0 &&
      finding.effect >= (least[finding.check] ?? leastShare),
  );
  const keys = new Set(held.map(({ check, column }) => keyOf(check, column)));
  return held
    .filter(({ check, column }) => {
      const cause = EXPLAINED_BY[check];
      return cause === undefined || !keys.has(keyOf(cause, column));
    })
    .sort((a, b) => (a.pValue ?? -1) - (b.pValue ?? -1) || b.effect - a.effect);
}

/** All that is asked about a window, also where nothing is there: for rates that are held elsewhere, such as over time. */
export function measureQuality({
  columns = [],
  names,
  volume,
  freshness,
}: QualityQuestion): QualityFinding[] {
  const ofRows = [
    ...(names === undefined ? [] : checkColumns(names)),
    ...(volume === undefined ? [] : [checkVolume(volume)]),
    ...(freshness === undefined ? [] : [checkFreshness(freshness)]),
  ];
  const ofColumns = columns
    .filter(({ reference, current }) => reference.weight > 0 && current.weight > 0)
    .flatMap((column) => COLUMN_CHECKS.map((check) => check(column)));
  return [...ofRows, ...ofColumns].filter((finding) => finding !== undefined);
}

function keyOf(check: QualityCheck, column: string | null): string {
  return JSON.stringify([check, column]);
}

function assertShares(options: Readonly<Record<string, number>>): void {
  const wrong = Object.entries(options).find(([, value]) => !(value >= 0 && value <= 1));
  if (wrong === undefined) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `${wrong[0]} must be a share from 0 to 1, got ${wrong[1]}.`,
    hint: 'Give 0.01 for one of a hundred.',
    details: { option: wrong[0], value: String(wrong[1]) },
  });
}
