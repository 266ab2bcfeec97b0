import { log, type SparseMatrix } from '../../math/index.ts';

/**
 * How telling each term is: 1 + ln((1 + n) / (1 + texts that hold it)), as if one more text held every term.
 *
 * @source Spärck Jones (1972), "A statistical interpretation of term specificity", J. Documentation 28; the smooth
 * form of scikit-learn.
 */
export function inverseFrequencies(frequencies: Int32Array, nTexts: number): Float64Array {
  return Float64Array.from(frequencies, (frequency) => 1 + log((1 + nTexts) / (1 + frequency)));
}

/**
 * Turns the counts of one text into weights in place: (1 + ln count, or count) * idf, divided by their length.
 *
 * @param columns Term of each count, ascending: its idf is `idf[columns[at]]`.
 * @param from First count of the text. @param to End of its counts.
 */
export function weighCounts(
  { columns, values }: Pick<SparseMatrix, 'columns' | 'values'>,
  { from, to, idf, sublinear }: { from: number; to: number; idf: Float64Array; sublinear: boolean },
): void {
  let squares = 0;
  for (let at = from; at < to; at++) {
    const count = values[at];
    const weight = (sublinear && count !== 1 ? 1 + log(count) : count) * idf[columns[at]];
    values[at] = weight;
    squares += weight * weight;
  }
  const length = Math.sqrt(squares);
  if (length > 0) for (let at = from; at < to; at++) values[at] /= length;
}
