import { type Column, isNumeric } from '../../table/index.ts';

/** Distinct values of a column as text, with where they stand. */
export interface DistinctTexts {
  readonly texts: readonly string[];
  /** Rows per text. */
  readonly counts: Int32Array;
  /** First row of each text, from 0. */
  readonly firstRows: Int32Array;
  /** Rows with a value. */
  readonly nPresent: number;
  readonly isNumber: boolean;
}

/** Distinct numbers that are looked at. */
const MOST_NUMBERS = 20_000;

/**
 * Distinct texts of a column; of a column of numbers, its whole numbers from `smallest` on, 20 000 at most.
 *
 * @returns Nothing for dates and for numbers that no text of interest could be.
 * @cost O(n)
 */
export function distinctTexts(column: Column, smallest: number): DistinctTexts | undefined {
  if (column.kind === 'date') return undefined;
  return isNumeric(column)
    ? ofNumbers(column.values, smallest)
    : ofLevels(column.codes, column.levels);
}

function ofLevels(codes: Int32Array, levels: readonly string[]): DistinctTexts {
  const counts = new Int32Array(levels.length);
  const firstRows = new Int32Array(levels.length).fill(-1);
  let nPresent = 0;
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row];
    if (code < 0) continue;
    nPresent++;
    if (counts[code]++ === 0) firstRows[code] = row;
  }
  return { texts: levels, counts, firstRows, nPresent, isNumber: false };
}

function ofNumbers(values: Float64Array, smallest: number): DistinctTexts | undefined {
  const places = new Map<number, number>();
  const counts: number[] = [];
  const firstRows: number[] = [];
  let nPresent = 0;
  for (let row = 0; row < values.length; row++) {
    const value = values[row];
    if (Number.isNaN(value)) continue;
    nPresent++;
    if (value < smallest || !Number.isSafeInteger(value)) continue;
    const place = places.get(value);
    if (place !== undefined) counts[place]++;
    else if (places.size < MOST_NUMBERS) {
      places.set(value, counts.length);
      counts.push(1);
      firstRows.push(row);
    }
  }
  if (counts.length === 0) return undefined;
  return {
    texts: [...places.keys()].map(String),
    counts: Int32Array.from(counts),
    firstRows: Int32Array.from(firstRows),
    nPresent,
    isNumber: true,
  };
}
