import { checkIdLike } from '../guardrails/index.ts';
import { sampleMoments } from '../stats/index.ts';
import {
  type CodedColumn,
  type Column,
  isNumeric,
  type NumericColumn,
  type Table,
} from '../table/index.ts';
import { columnGrid, type Grid } from './column-grid.ts';

/** Columns of a table by what becomes of their cells in made rows. */
export interface Features {
  /** Numbers and dates. */
  readonly numbers: readonly NumberFeature[];
  /** Booleans and categories. */
  readonly categories: readonly CodedColumn[];
  /** Names of columns that identify rows. */
  readonly ids: readonly string[];
  /** Names of columns of free text. */
  readonly texts: readonly string[];
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
  const isCategory = (column: Column): column is CodedColumn =>
    column.kind === 'boolean' || column.kind === 'category';
  return {
    numbers: left.filter(isNumeric).map(toNumberFeature),
    categories: left.filter(isCategory),
    ids: ids.map(({ name }) => name),
    texts: left.filter(({ kind }) => kind === 'text').map(({ name }) => name),
  };
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
