import { exp } from '../../math/index.ts';
import type { InformativeColumns } from '../../unlabeled/index.ts';

/** A column of numbers or dates as one coordinate: robust standard deviations from the median, tails drawn in. */
export interface NumberEncoding {
  readonly kind: 'number';
  readonly name: string;
  /** Whether the numbers are instants in milliseconds. */
  readonly isDate: boolean;
  /** Whether center and spread are those of the natural logarithms: for positive numbers with a long tail above. */
  readonly isLog: boolean;
  readonly center: number;
  /** Above 0. */
  readonly spread: number;
}

/**
 * A column of categories as one coordinate per level: 1 at the own level, 0 elsewhere.
 *
 * Two rows of different levels are 2 apart in squared distance: as far as two random values of a standardized number
 * are on average. So each column weighs about the same, however many levels it has.
 */
export interface CategoryEncoding {
  readonly kind: 'category';
  readonly name: string;
  /** Most frequent first; `OTHER_LEVEL` last where rare ones share it. */
  readonly levels: readonly string[];
  /** Share of each level among the rows that have one: what stands for a missing or unseen level. */
  readonly shares: readonly number[];
  /** Whether the column holds two different numbers, whose texts are the levels. */
  readonly isFlag: boolean;
}

export type ColumnEncoding = NumberEncoding | CategoryEncoding;

/** How rows of a table become points: plain JSON. Columns that say nothing about groups of rows are left out. */
export type TableEncoding = InformativeColumns<ColumnEncoding>;

/** Coordinates of a column. */
export function widthOf(column: ColumnEncoding): number {
  return column.kind === 'number' ? 1 : column.levels.length;
}

/** Coordinates of a row. */
export function coordinatesOf({ columns }: TableEncoding): number {
  return columns.reduce((sum, column) => sum + widthOf(column), 0);
}

/** The median of a column in its unit. */
export function medianOf({ isLog, center }: NumberEncoding): number {
  return isLog ? exp(center) : center;
}
