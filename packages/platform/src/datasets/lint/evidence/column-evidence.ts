import type { CellShape } from './cell-shape.ts';
import type { DateOddities } from './date-oddities.ts';
import type { Place, Sightings } from './sightings.ts';
import type { TextOddities } from './text-oddities.ts';
import type { TimeOrder } from './time-order.ts';

/** A value with the number of its rows and the first one. */
export interface SeenValue {
  readonly count: number;
  readonly place: Place;
  readonly shape: CellShape;
}

/** What a pass over a column has collected, in bounded memory. */
export interface ColumnEvidence extends TextOddities, DateOddities {
  readonly name: string;
  /** From 1. */
  readonly position: number;
  readonly nCells: number;
  /** Cells that are empty after trimming. */
  readonly nEmpty: number;
  /** Cells that hold no value: empty ones and markers. */
  readonly nMissing: number;
  readonly shapes: ReadonlyMap<CellShape['kind'], Sightings>;
  readonly units: ReadonlyMap<string, number>;
  readonly padded: Sightings;
  /** Texts that stand for no value, as they are written. */
  readonly markers: ReadonlyMap<string, Sightings>;
  readonly timeOrder: TimeOrder;
  /** Cells of digits that start with a zero. */
  readonly leadingZeros: Sightings;
  /** Cells of digits only. */
  readonly nDigits: number;
  /** How many cells of digits have each length; the places are the first of each. */
  readonly digitLengths: ReadonlyMap<number, Sightings>;
  /** Grouped cells that cannot be decimals with a comma. */
  readonly nCertain: number;
  /** Dates before 1930 that are none of these. */
  readonly nOldDates: number;
  /** First and last year of the dates that are no suspects. */
  readonly firstYear: number;
  readonly lastYear: number;
  /** Whole numbers that are written with a decimal point. */
  readonly pointZero: Sightings;
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
