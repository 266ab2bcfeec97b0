import { log, type Matrix, zeros } from '../../math/index.ts';
import { OTHER_LEVEL } from '../../preprocess/transformers/rare-levels.ts';
import { type Column, getColumn, isNumeric, type Table } from '../../table/index.ts';
import { otherKind } from '../../unlabeled/index.ts';
import {
  type CategoryEncoding,
  coordinatesOf,
  type NumberEncoding,
  type TableEncoding,
  widthOf,
} from './column-encoding.ts';
import { drawTailsIn } from './draw-tails-in.ts';

/**
 * The rows of a table as points.
 *
 * A missing number counts as the median; a missing or unseen level as the shares of the levels: both lie in the middle of
 * their column and say nothing about the cluster.
 *
 * @throws COLUMN_UNKNOWN; INPUT_SCHEMA_MISMATCH for numbers in the place of categories or the other way round
 * @shape result: n x coordinates
 */
export function encodeTable(encoding: TableEncoding, table: Table): Matrix {
  const x = zeros(table.nRows, coordinatesOf(encoding));
  let first = 0;
  for (const column of encoding.columns) {
    const given = getColumn(table, column.name);
    if (column.kind === 'number') fillNumbers(x, first, { column, given });
    else fillLevels(x, first, { column, given });
    first += widthOf(column);
  }
  return x;
}

function fillNumbers(
  { values: into, nColumns, nRows }: Matrix,
  first: number,
  { column, given }: { readonly column: NumberEncoding; readonly given: Column },
): void {
  if (!isNumeric(given)) throw otherKind(given, { expected: 'numbers', learned: LEARNED });
  for (let i = 0, at = first; i < nRows; i++, at += nColumns)
    into[at] = coordinateOf(column, given.values[i]);
}

/** A number in robust standard deviations from the median, tails drawn in; 0 where it is missing or infinite. */
function coordinateOf({ isLog, center, spread }: NumberEncoding, value: number): number {
  if (value - value !== 0) return 0;
  // Zero and below lie below all logarithms of the fit: as far as tails reach.
  const given = isLog ? (value > 0 ? log(value) : -Number.MAX_VALUE) : value;
  return drawTailsIn((given / 4 - center / 4) / (spread / 4));
}

function fillLevels(
  { values: into, nColumns, nRows }: Matrix,
  first: number,
  { column, given }: { readonly column: CategoryEncoding; readonly given: Column },
): void {
  const places = placesOf(column, given);
  const { shares } = column;
  for (let i = 0, at = first; i < nRows; i++, at += nColumns) {
    const place = places(i);
    if (place >= 0) into[at + place] = 1;
    else for (let j = 0; j < shares.length; j++) into[at + j] = shares[j];
  }
}

/** The coordinate of the level of each row; -1 where it has none. */
function placesOf(column: CategoryEncoding, given: Column): (i: number) => number {
  const { levels, isFlag } = column;
  if (isFlag) {
    if (!isNumeric(given)) throw otherKind(given, { expected: 'numbers', learned: LEARNED });
    const [low, high] = levels.map(Number);
    return (i) => (given.values[i] === low ? 0 : given.values[i] === high ? 1 : -1);
  }
  if (isNumeric(given)) throw otherKind(given, { expected: 'categories', learned: LEARNED });
  const other = levels.indexOf(OTHER_LEVEL);
  const placeOf = given.levels.map((level) => {
    const place = levels.indexOf(level);
    return place < 0 ? other : place;
  });
  return (i) => (given.codes[i] < 0 ? -1 : placeOf[given.codes[i]]);
}

const LEARNED = 'the clusters were learned';
