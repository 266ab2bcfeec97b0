import { type CellShape, readShape } from './cell-shape.ts';
import type { DateOrder } from './date-order.ts';
import { createSightings, type Place, type Sightings, see, sightingsOf } from './sightings.ts';

/** Distinct values that are kept per column; a column with more is not looked at value by value. */
export const MOST_VALUES = 1000;
const LONGEST_VALUE = 64;

/** A value with the number of its rows and the first one. */
export interface SeenValue {
  count: number;
  readonly place: Place;
  readonly shape: CellShape;
}

/** What a pass over a column collects, in bounded memory. */
export interface ColumnEvidence {
  readonly name: string;
  /** From 1. */
  readonly position: number;
  nCells: number;
  /** Cells that are empty after trimming. */
  nEmpty: number;
  /** Cells that hold no value: empty ones and markers. */
  nMissing: number;
  readonly shapes: Map<CellShape['kind'], Sightings>;
  readonly orders: Map<DateOrder, Sightings>;
  readonly units: Map<string, number>;
  readonly padded: Sightings;
  readonly carriageReturns: Sightings;
  /** Cells of digits that start with a zero. */
  readonly leadingZeros: Sightings;
  /** Cells of digits only. */
  nDigits: number;
  /** Grouped cells that cannot be decimals with a comma. */
  nCertain: number;
  /** Dates of January 1900 or before, and of 1904-01. */
  readonly spreadsheetDays: Sightings;
  /** Dates before 1930 that are none of these. */
  nOldDates: number;
  /** Trimmed values, as many as are kept. */
  readonly values: Map<string, SeenValue>;
  /** True when the column has more values than are kept. */
  hasMore: boolean;
  /** Lowest and highest number that is not made of nines or -1. */
  low: number;
  high: number;
  nWhole: number;
  /** Numbers made of nines or -1, by text. */
  readonly suspects: Map<string, Sightings>;
}

/** Evidence of a column of which nothing was seen. */
export function createColumnEvidence(name: string, position: number): ColumnEvidence {
  return {
    name,
    position,
    nCells: 0,
    nEmpty: 0,
    nMissing: 0,
    shapes: new Map(),
    orders: new Map(),
    units: new Map(),
    padded: createSightings(),
    carriageReturns: createSightings(),
    leadingZeros: createSightings(),
    nDigits: 0,
    nCertain: 0,
    spreadsheetDays: createSightings(),
    nOldDates: 0,
    values: new Map(),
    hasMore: false,
    low: Number.POSITIVE_INFINITY,
    high: Number.NEGATIVE_INFINITY,
    nWhole: 0,
    suspects: new Map(),
  };
}

/** Takes one cell into the evidence of its column. */
export function addCell(column: ColumnEvidence, cell: string, place: Place): void {
  column.nCells++;
  const text = cell.trim();
  if (text.length !== cell.length && text !== '') see(column.padded, place, cell);
  if (cell.includes('\r')) see(column.carriageReturns, place, cell);
  const shape = keep(column, text, place);
  if (shape.kind === 'missing') {
    column.nMissing++;
    if (text === '') column.nEmpty++;
    return;
  }
  see(sightingsOf(column.shapes, shape.kind), place, text);
  addShape(column, shape, text, place);
}

function keep(column: ColumnEvidence, text: string, place: Place): CellShape {
  const known = column.values.get(text);
  if (known !== undefined) {
    known.count++;
    return known.shape;
  }
  const shape = readShape(text);
  if (shape.kind === 'missing') return shape;
  if (text.length > LONGEST_VALUE || column.values.size >= MOST_VALUES) column.hasMore = true;
  else column.values.set(text, { count: 1, place, shape });
  return shape;
}

function addShape(column: ColumnEvidence, shape: CellShape, text: string, place: Place): void {
  if (shape.kind === 'number') addNumber(column, shape, text, place);
  else if (shape.kind === 'unit')
    column.units.set(shape.unit, (column.units.get(shape.unit) ?? 0) + 1);
  else if (shape.kind === 'grouped' && shape.isCertain) column.nCertain++;
  else if (shape.kind === 'date') {
    see(sightingsOf(column.orders, shape.order), place, text);
    const isFirst =
      shape.year < 1900 ? shape.year === 1899 && shape.month === 12 : shape.month === 1;
    if (isFirst && (shape.year <= 1900 || shape.year === 1904))
      see(column.spreadsheetDays, place, text);
    else if (shape.year < 1930) column.nOldDates++;
  }
}

function addNumber(
  column: ColumnEvidence,
  { value, isDigits }: { readonly value: number; readonly isDigits: boolean },
  text: string,
  place: Place,
): void {
  if (Number.isInteger(value)) column.nWhole++;
  if (isDigits) {
    column.nDigits++;
    if (text.length > 1 && text.startsWith('0')) see(column.leadingZeros, place, text);
  }
  if (/^-?9{2,}(\.0*)?$|^-1(\.0*)?$/.test(text)) {
    see(sightingsOf(column.suspects, String(value)), place, text);
    return;
  }
  if (value < column.low) column.low = value;
  if (value > column.high) column.high = value;
}

/** Cells of a column that hold a value. */
export function nValues({ nCells, nMissing }: ColumnEvidence): number {
  return nCells - nMissing;
}

/** Cells of one shape; 0 when there is none. */
export function nOf({ shapes }: ColumnEvidence, ...kinds: readonly CellShape['kind'][]): number {
  return kinds.reduce((sum, kind) => sum + (shapes.get(kind)?.count ?? 0), 0);
}
