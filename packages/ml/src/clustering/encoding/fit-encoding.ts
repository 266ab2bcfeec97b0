import { AppError } from '@kaizenml/contracts';
import { checkIdLike, percent } from '../../guardrails/index.ts';
import { log } from '../../math/index.ts';
import { hasLongTail } from '../../outliers/columns/has-long-tail.ts';
import { OTHER_LEVEL } from '../../preprocess/transformers/rare-levels.ts';
import { sortedPresent } from '../../stats/index.ts';
import {
  type CodedColumn,
  type Column,
  isNumeric,
  type NumericColumn,
  type Table,
} from '../../table/index.ts';
import type {
  CategoryEncoding,
  ColumnEncoding,
  LeftOut,
  TableEncoding,
} from './column-encoding.ts';
import { robustSpread } from './robust-spread.ts';
import { twoPartSpread } from './two-part-spread.ts';

/** Levels of a category that get a coordinate of their own. */
const MOST_LEVELS = 20;
/** Share of the rows below which a level shares `OTHER_LEVEL`. */
const RARE_SHARE = 0.01;
/** Spread below which numbers are too small to be told apart. */
const LEAST_SPREAD = 1e-300;
/** Share of rows without a value above which a column is left out. */
const MOST_MISSING = 0.5;

/**
 * Learns how the rows of a table become points.
 *
 * Numbers with two different values count as categories. Infinite numbers count as missing.
 *
 * @throws TABLE_EMPTY without rows, FEATURES_UNUSABLE where no column tells rows apart.
 * @cost O(n log n) per column
 */
export function fitEncoding(table: Table): TableEncoding {
  if (table.nRows === 0) {
    throw new AppError('TABLE_EMPTY', {
      message: 'A clustering must get at least one row, got 0.',
      hint: 'Give it rows to learn from.',
      details: { nRows: 0 },
    });
  }
  const columns: ColumnEncoding[] = [];
  const leftOut: LeftOut[] = [];
  for (const column of table.columns) {
    const found = encodeColumn(column);
    if (typeof found === 'string') leftOut.push({ name: column.name, reason: found });
    else columns.push(found);
  }
  if (columns.length > 0) return { columns, leftOut };
  const why = leftOut.map(({ name, reason }) => `"${name}" ${reason}`).join('; ');
  throw new AppError('FEATURES_UNUSABLE', {
    message: `A clustering must get a column that tells rows apart, got none: ${why || 'no column'}.`,
    hint: 'Give it numbers or categories with at least two different values.',
    details: { leftOut },
  });
}

/** The encoding of a column, or why it is left out. */
function encodeColumn(column: Column): ColumnEncoding | string {
  if (column.kind === 'text') return 'holds free text';
  const found = isNumeric(column) ? encodeNumber(column) : encodeCategory(column);
  if (typeof found === 'string') return found;
  return checkIdLike(column).length > 0 ? 'identifies rows' : found;
}

function encodeNumber({ name, kind, values }: NumericColumn): ColumnEncoding | string {
  const n = values.length;
  const sorted = sortedPresent(values).filter(Number.isFinite);
  const refusal = mostlyMissing(n - sorted.length, n);
  if (refusal !== undefined) return refusal;
  const [least, largest] = [sorted[0], sorted[sorted.length - 1]];
  if (least === largest) return 'has one value only';
  const nLeast = sorted.indexOf(largest);
  if (kind === 'number' && sorted[nLeast - 1] === least) {
    const shares = [nLeast / sorted.length, 1 - nLeast / sorted.length];
    return { kind: 'category', name, levels: [`${least}`, `${largest}`], shares, isFlag: true };
  }
  const isLog = kind === 'number' && hasLongTail(sorted);
  const scale = isLog ? sorted.map(log) : sorted;
  const whole = robustSpread(scale);
  if (!(whole.spread > LEAST_SPREAD)) return 'has hardly different values';
  const spread = twoPartSpread(scale, whole);
  return { kind: 'number', name, isDate: kind === 'date', isLog, center: whole.center, spread };
}

function encodeCategory({ name, codes, levels }: CodedColumn): CategoryEncoding | string {
  const counts = new Float64Array(levels.length);
  for (const code of codes) if (code >= 0) counts[code]++;
  const nPresent = counts.reduce((sum, count) => sum + count, 0);
  const refusal = mostlyMissing(codes.length - nPresent, codes.length);
  if (refusal !== undefined) return refusal;
  const seen = [...counts.keys()].filter((code) => counts[code] > 0);
  if (seen.length < 2) return 'has one value only';
  const byCount = (a: number, b: number): number =>
    counts[b] - counts[a] || (levels[a] < levels[b] ? -1 : 1);
  const ordered = seen.sort(byCount);
  const isKept = (code: number, rank: number): boolean =>
    rank < 2 || (rank < MOST_LEVELS && counts[code] >= RARE_SHARE * nPresent);
  const kept = ordered.filter(isKept);
  const shares = kept.map((code) => counts[code] / nPresent);
  const rare = 1 - shares.reduce((sum, share) => sum + share, 0);
  const names = kept.map((code) => levels[code]);
  if (kept.length === ordered.length)
    return { kind: 'category', name, levels: names, shares, isFlag: false };
  return {
    kind: 'category',
    name,
    levels: [...names, OTHER_LEVEL],
    shares: [...shares, rare],
    isFlag: false,
  };
}

function mostlyMissing(nMissing: number, nRows: number): string | undefined {
  if (nMissing === nRows) return 'has no value';
  return nMissing > MOST_MISSING * nRows
    ? `is missing in ${percent(nMissing / nRows)} of the rows`
    : undefined;
}
