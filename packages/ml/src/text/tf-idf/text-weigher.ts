import { gramsOf, tally } from '../grams/index.ts';
import { unpackTerms, weighCounts } from '../terms/index.ts';
import type { TfIdf, TfIdfPart } from './tf-idf.ts';

/** The entries of one row that is mostly zeros, in ascending order of their columns: the first `length` of the arrays. */
export interface RowEntries {
  length: number;
  columns: Int32Array;
  values: Float64Array;
}

/**
 * Weighs texts one at a time: the weights of the terms that a text holds.
 *
 * @returns A function that fills and returns the same entries at each call.
 * @cost O(grams of the text): about 10 µs for a text of 20 words, with character grams 40 µs.
 */
export function textWeigher(tfIdf: TfIdf): (text: string) => RowEntries {
  const row: RowEntries = {
    length: 0,
    columns: new Int32Array(256),
    values: new Float64Array(256),
  };
  let first = 0;
  const parts = tfIdf.parts.map((part) => {
    const add = partWeigher(tfIdf, part, first, row);
    first += part.idf.length;
    return add;
  });
  return (text) => {
    row.length = 0;
    for (const add of parts) add(text);
    return row;
  };
}

/** Appends the weights of one part, whose columns begin at `first`. */
function partWeigher(
  { sublinear, foldAccents, fewestLetters }: TfIdf,
  { unit, low, high, terms, idf }: TfIdfPart,
  first: number,
  row: RowEntries,
): (text: string) => void {
  const grams = gramsOf({ unit, low, high, foldAccents, fewestLetters }, unpackTerms(terms));
  const seen = tally();
  const append = (term: number, count: number): void => {
    if (row.length === row.columns.length) grow(row);
    row.columns[row.length] = term;
    row.values[row.length++] = count;
  };
  return (text) => {
    const from = row.length;
    grams.each(text, seen.see);
    seen.drain(append);
    weighCounts(row, { from, to: row.length, idf, sublinear });
    if (first > 0) for (let at = from; at < row.length; at++) row.columns[at] += first;
  };
}

function grow(row: RowEntries): void {
  const { columns, values } = row;
  row.columns = new Int32Array(2 * columns.length);
  row.columns.set(columns);
  row.values = new Float64Array(2 * values.length);
  row.values.set(values);
}
