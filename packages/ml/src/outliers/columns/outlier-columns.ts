import { AppError } from '@kaizenml/contracts';
import { checkIdLike, percent } from '../../guardrails/index.ts';
import { log } from '../../math/index.ts';
import { sortedPresent } from '../../stats/index.ts';
import {
  type CodedColumn,
  type Column,
  isNumeric,
  type NumericColumn,
  type Table,
} from '../../table/index.ts';
import { finiteQuantile } from './finite-quantile.ts';
import { hasLongTail } from './has-long-tail.ts';

/** A column of numbers or dates: as it is, or by its logarithms. */
export interface NumberColumn {
  readonly kind: 'number';
  readonly name: string;
  readonly isDate: boolean;
  /** Whether detectors see logarithms: of positive numbers with a long tail above. */
  readonly isLog: boolean;
  /** Stands for a missing number. */
  readonly median: number;
  /** Quartiles. */
  readonly low: number;
  readonly high: number;
}

/** A column of categories: each level by how rare it is, -log2 of its share of the rows. */
export interface RarityColumn {
  readonly kind: 'rarity';
  readonly name: string;
  /** Most frequent first. */
  readonly levels: readonly string[];
  /** Share of each level among the rows that have one. */
  readonly shares: readonly number[];
  /** Share that a level counts with which the fit did not see. */
  readonly unseenShare: number;
  /** Mean rarity: stands for a missing level. */
  readonly typical: number;
}

export type OutlierColumn = NumberColumn | RarityColumn;

/** A table as detectors see it: one column of the matrix for each. */
export interface OutlierColumns {
  readonly columns: readonly OutlierColumn[];
  /** Columns that are not looked at, and why. */
  readonly leftOut: readonly { readonly name: string; readonly reason: string }[];
}

const MOST_MISSING = 0.5;

/**
 * Chooses the columns that can make a row unusual.
 *
 * @throws TABLE_EMPTY, FEATURES_UNUSABLE
 * @cost O(n log n) per column
 */
export function outlierColumns(table: Table): OutlierColumns {
  if (table.nRows === 0) {
    throw new AppError('TABLE_EMPTY', {
      message: 'A search for outliers must get at least one row, got 0.',
      hint: 'Give it rows to learn from.',
      details: { nRows: 0 },
    });
  }
  const columns: OutlierColumn[] = [];
  const leftOut: { name: string; reason: string }[] = [];
  for (const column of table.columns) {
    const found = readColumn(column);
    if (typeof found === 'string') leftOut.push({ name: column.name, reason: found });
    else columns.push(found);
  }
  if (columns.length > 0) return { columns, leftOut };
  const why = leftOut.map(({ name, reason }) => `"${name}" ${reason}`).join('; ');
  throw new AppError('FEATURES_UNUSABLE', {
    message: `A search for outliers must get a column in which rows differ, got none: ${why || 'no column'}.`,
    hint: 'Give it numbers or categories with at least two different values.',
    details: { leftOut },
  });
}

function readColumn(column: Column): OutlierColumn | string {
  if (column.kind === 'text') return 'holds free text';
  const found = isNumeric(column) ? readNumbers(column) : readLevels(column);
  if (typeof found === 'string') return found;
  return checkIdLike(column).length > 0 ? 'identifies rows' : found;
}

function readNumbers({ name, kind, values }: NumericColumn): NumberColumn | string {
  const sorted = sortedPresent(values).filter(Number.isFinite);
  const refusal = mostlyMissing(values.length - sorted.length, values.length);
  if (refusal !== undefined) return refusal;
  if (sorted[0] === sorted[sorted.length - 1]) return 'has one value only';
  const [low, median, high] = [0.25, 0.5, 0.75].map((share) => finiteQuantile(sorted, share));
  const isLog = kind === 'number' && hasLongTail(sorted);
  return { kind: 'number', name, isDate: kind === 'date', isLog, median, low, high };
}

function readLevels({ name, codes, levels }: CodedColumn): RarityColumn | string {
  const counts = new Float64Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  const nPresent = counts.reduce((sum, count) => sum + count, 0);
  const refusal = mostlyMissing(codes.length - nPresent, codes.length);
  if (refusal !== undefined) return refusal;
  const seen = [...counts.keys()].filter((code) => counts[code] > 0);
  if (seen.length < 2) return 'has one value only';
  seen.sort((a, b) => counts[b] - counts[a] || (levels[a] < levels[b] ? -1 : 1));
  const shares = seen.map((code) => counts[code] / nPresent);
  const typical = shares.reduce((sum, share) => sum + share * rarity(share), 0);
  const named = seen.map((code) => levels[code]);
  return { kind: 'rarity', name, levels: named, shares, unseenShare: 1 / (nPresent + 1), typical };
}

/** In bits: 0 for what is always so, one more for each time it is half as frequent. */
export function rarity(share: number): number {
  return -log(share) / Math.LN2;
}

function mostlyMissing(nMissing: number, nRows: number): string | undefined {
  if (nMissing === nRows) return 'has no value';
  return nMissing > MOST_MISSING * nRows
    ? `is missing in ${percent(nMissing / nRows)} of the rows`
    : undefined;
}
