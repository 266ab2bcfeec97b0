import type { CellShape } from './cell-shape.ts';
import type { DateOrder } from './date-order.ts';
import type { Place, Sightings } from './sightings.ts';

/** A value with the number of its rows and the first one. */
export interface SeenValue {
  readonly count: number;
  readonly place: Place;
  readonly shape: CellShape;
}

/** What a pass over a column has collected, in bounded memory. */
export interface ColumnEvidence {
  readonly name: string;
  /** From 1. */
  readonly position: number;
  readonly nCells: number;
  /** Cells that are empty after trimming. */
  readonly nEmpty: number;
  /** Cells that hold no value: empty ones and markers. */
  readonly nMissing: number;
  readonly shapes: ReadonlyMap<CellShape['kind'], Sightings>;
  readonly orders: ReadonlyMap<DateOrder, Sightings>;
  readonly units: ReadonlyMap<string, number>;
  readonly padded: Sightings;
  readonly carriageReturns: Sightings;
  /** Values with characters that nobody sees. */
  readonly hidden: Sightings;
  readonly mojibake: Sightings;
  /** Values that stand in typographic quotes. */
  readonly typographic: Sightings;
  readonly nul: Sightings;
  /** Cells of digits that start with a zero. */
  readonly leadingZeros: Sightings;
  /** Cells of digits only. */
  readonly nDigits: number;
  /** How many cells of digits have each length; the places are the first of each. */
  readonly digitLengths: ReadonlyMap<number, Sightings>;
  /** Grouped cells that cannot be decimals with a comma. */
  readonly nCertain: number;
  /** Dates of January 1900 or before, and of 1904-01. */
  readonly spreadsheetDays: Sightings;
  /** Dates before 1930 that are none of these. */
  readonly nOldDates: number;
  readonly impossibleDates: Sightings;
  readonly shortYears: Sightings;
  readonly ambiguousDates: Sightings;
  /** Whole numbers from 20000 to 60000: days since 1900 as a spreadsheet counts them. */
  readonly serialDays: Sightings;
  /** Trimmed values, as many as are kept. */
  readonly values: ReadonlyMap<string, SeenValue>;
  /** True when the column has more values than are kept. */
  readonly hasMore: boolean;
  /** Lowest and highest number that is no suspect. */
  readonly low: number;
  readonly high: number;
  readonly nWhole: number;
  /** Numbers that often stand for no value, such as -999, by text. */
  readonly suspects: ReadonlyMap<string, Sightings>;
  /** Numbers of the column in their order, evenly drawn, at most 2048. */
  readonly sample: readonly number[];
}

/** Cells of a column that hold a value. */
export function nValues({ nCells, nMissing }: ColumnEvidence): number {
  return nCells - nMissing;
}

/** Cells of one shape; 0 when there is none. */
export function nOf({ shapes }: ColumnEvidence, ...kinds: readonly CellShape['kind'][]): number {
  return kinds.reduce((sum, kind) => sum + (shapes.get(kind)?.count ?? 0), 0);
}
