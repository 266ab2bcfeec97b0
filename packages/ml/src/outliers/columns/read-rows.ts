import { exp, log, type Matrix, zeros } from '../../math/index.ts';
import { type Column, getColumn, isNumeric, type Table } from '../../table/index.ts';
import { otherKind } from '../../unlabeled/index.ts';
import {
  type NumberColumn,
  type OutlierColumns,
  type RarityColumn,
  rarity,
} from './outlier-columns.ts';

/** Distances from the median to a quartile that an infinite number, or 0 among logarithms, lies away. */
const INFINITE_UNITS = 100;

/**
 * The rows of a table as detectors see them. A missing value is typical; an infinite one lies far out.
 *
 * @throws COLUMN_UNKNOWN, INPUT_SCHEMA_MISMATCH
 * @shape result: n x columns
 */
export function readRows({ columns }: OutlierColumns, table: Table): Matrix {
  const p = columns.length;
  const x = zeros(table.nRows, p);
  columns.forEach((column, j) => {
    const given = getColumn(table, column.name);
    const read = column.kind === 'number' ? numbersOf(column, given) : raritiesOf(column, given);
    for (let i = 0; i < table.nRows; i++) x.values[i * p + j] = read(i);
  });
  return x;
}

function numbersOf(column: NumberColumn, given: Column): (row: number) => number {
  if (!isNumeric(given)) throw otherKind(given, { expected: 'numbers', learned: LEARNED });
  const [low, median, high] = [column.low, column.median, column.high].map((value) =>
    onScale(column, value),
  );
  const far = INFINITE_UNITS * Math.max(high / 4 - median / 4, median / 4 - low / 4, 0.25);
  const [lowest, highest] = [median - 4 * far, median + 4 * far].map(finite);
  return (row) => {
    const value = onScale(column, given.values[row]);
    if (Number.isNaN(value)) return median;
    return value - value === 0 ? value : value < 0 ? lowest : highest;
  };
}

/** A number as detectors see it. */
function onScale({ isLog }: NumberColumn, value: number): number {
  return isLog ? log(Math.max(0, value)) : value;
}

/** A number that detectors see, in the unit of its column. */
export function inUnit({ isLog }: NumberColumn, value: number): number {
  return isLog ? finite(exp(value)) : value;
}

function finite(value: number): number {
  return Math.min(Number.MAX_VALUE, Math.max(-Number.MAX_VALUE, value));
}

function raritiesOf(column: RarityColumn, given: Column): (row: number) => number {
  if (isNumeric(given)) throw otherKind(given, { expected: 'categories', learned: LEARNED });
  const known = new Map(column.levels.map((level, rank) => [level, rarity(column.shares[rank])]));
  const unseen = rarity(column.unseenShare);
  const rarities = given.levels.map((level) => known.get(level) ?? unseen);
  return (row) => (given.codes[row] < 0 ? column.typical : rarities[given.codes[row]]);
}

/** Share of a level among the rows of the fit. */
export function shareOf({ levels, shares, unseenShare }: RarityColumn, level: string): number {
  return shares[levels.indexOf(level)] ?? unseenShare;
}

const LEARNED = 'the detector was fitted';
