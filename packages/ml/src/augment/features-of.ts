import { checkIdLike } from '../guardrails/index.ts';
import { sampleMoments } from '../stats/index.ts';
import { type Column, isNumeric, type NumericColumn, type Table } from '../table/index.ts';
import { columnGrid, type Grid } from './column-grid.ts';

/** Columns of a table by what becomes of their cells in made rows. */
export interface Features {
  /** Numbers and dates. */
  readonly numbers: readonly NumberFeature[];
  /** Booleans, categories and flags: numbers with two different values. */
  readonly categories: readonly CategoryFeature[];
  /** Names of columns that identify rows. */
  readonly ids: readonly string[];
  /** Names of columns of free text. */
  readonly texts: readonly string[];
}

/** A column whose values are equal or not. */
export interface CategoryFeature {
  readonly name: string;
  /** Code of each row; missing is -1. */
  readonly codes: Int32Array;
  /** The numbers that codes 0 and 1 stand for, of a flag. */
  readonly flag?: readonly [number, number];
}

/** A column of numbers or dates, and how its values lie in the whole table. */
export interface NumberFeature {
  readonly column: NumericColumn;
  /** 0 where there is no deviation. */
  readonly mean: number;
  /** Sample standard deviation; 0 for a column of one value or none, and where its square is beyond all numbers. */
  readonly deviation: number;
  readonly grid: Grid;
}

/** Parts the columns of a table, the target left aside. @cost O(n log n) per column */
export function featuresOf({ columns }: Table, target: string): Features {
  const others = columns.filter(({ name }) => name !== target);
  const ids = others.filter(identifies);
  const left = others.filter((column) => !ids.includes(column));
  const categories = left.flatMap((column) => toCategory(column) ?? []);
  const isCategory = new Set(categories.map(({ name }) => name));
  return {
    numbers: left
      .filter(isNumeric)
      .filter(({ name }) => !isCategory.has(name))
      .map(toNumberFeature),
    categories,
    ids: ids.map(({ name }) => name),
    texts: left.filter(({ kind }) => kind === 'text').map(({ name }) => name),
  };
}

function toCategory(column: Column): CategoryFeature | undefined {
  const { name, kind } = column;
  if (!isNumeric(column)) return kind === 'text' ? undefined : { name, codes: column.codes };
  const flag = kind === 'number' ? twoValues(column.values) : undefined;
  if (flag === undefined) return undefined;
  const codes = Int32Array.from(column.values, (value) =>
    Number.isNaN(value) ? -1 : Number(value === flag[1]),
  );
  return { name, codes, flag };
}

/** The two different numbers of a column that has exactly two. */
function twoValues(values: Float64Array): readonly [number, number] | undefined {
  const seen = new Set<number>();
  for (const value of values)
    if (!Number.isNaN(value) && seen.add(value).size > 2) return undefined;
  const [first, second] = seen;
  return first === undefined || second === undefined ? undefined : [first, second];
}

function identifies(column: Column): boolean {
  return column.kind !== 'text' && checkIdLike(column).length > 0;
}

function toNumberFeature(column: NumericColumn): NumberFeature {
  const { mean, sd } = sampleMoments(column.values);
  const isSpread = Number.isFinite(mean) && Number.isFinite(sd);
  return {
    column,
    mean: isSpread ? mean : 0,
    deviation: isSpread ? sd : 0,
    grid: columnGrid(column),
  };
}
