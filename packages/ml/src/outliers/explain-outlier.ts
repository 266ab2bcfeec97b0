import { percent } from '../guardrails/index.ts';
import { cell, getColumn, isoDate, type Table } from '../table/index.ts';
import type { OutlierColumn, OutlierColumns } from './columns/outlier-columns.ts';
import { inUnit, shareOf } from './columns/read-rows.ts';

/** A column that makes a row unusual. */
export interface OutlierReason {
  readonly column: string;
  /** The cell as it is; null where it is missing. */
  readonly value: number | string | null;
  /** Its part of all that speaks for the row being unusual, 0 to 1. */
  readonly share: number;
  /** The number that the other columns lead one to expect, where the detector knows it. */
  readonly expected: number | null;
  /** Such as `weight 190 (middle half 55–78; 62 expected from the other columns)`. */
  readonly text: string;
}

/** Parts below this say too little. */
const LEAST_SHARE = 0.1;
const MOST_REASONS = 4;

/** What reasons are made of, for one row. */
export interface RowParts {
  readonly row: number;
  /** By column: what speaks for the row being unusual is above 0. */
  readonly contributions: Float64Array;
  /** By column; absent where the detector does not know. */
  readonly expected?: Float64Array;
}

/** The columns that make a row unusual, most of it first. */
export function explainOutlier(
  { columns }: OutlierColumns,
  table: Table,
  { row, contributions, expected }: RowParts,
): readonly OutlierReason[] {
  const total = contributions.reduce((sum, part) => sum + Math.max(0, part), 0);
  if (!(total > 0)) return [];
  const order = [...contributions.keys()].sort((a, b) => contributions[b] - contributions[a]);
  return order
    .map((j) => ({ j, share: Math.max(0, contributions[j]) / total }))
    .filter(({ share }) => share >= LEAST_SHARE)
    .slice(0, MOST_REASONS)
    .map(({ j, share }): OutlierReason => {
      const column = columns[j];
      const value = cell(getColumn(table, column.name), row);
      const wanted = column.kind === 'number' && expected ? inUnit(column, expected[j]) : null;
      const text = sayReason(column, value, wanted);
      return { column: column.name, value, share, expected: wanted, text };
    });
}

function sayReason(
  column: OutlierColumn,
  value: number | string | null,
  expected: number | null,
): string {
  if (value === null) return `${column.name} is missing`;
  if (column.kind === 'rarity')
    return `${column.name} "${value}" (${percent(shareOf(column, `${value}`))} of the rows)`;
  const say = (each: number): string =>
    column.isDate ? isoDate(each).slice(0, 10) : `${Number(each.toPrecision(4))}`;
  const own = typeof value === 'number' ? say(value) : value;
  const middle = `middle half ${say(column.low)}–${say(column.high)}`;
  const wanted = expected === null ? '' : `; ${say(expected)} expected from the other columns`;
  return `${column.name} ${own} (${middle}${wanted})`;
}
