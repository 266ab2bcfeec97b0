import type { SparseMatrix } from '../../math/index.ts';
import type { GramOptions } from './gram-options.ts';
import { gramsOf } from './grams-of.ts';
import { tally } from './tally.ts';

/**
 * How often each term stands in each text.
 *
 * @param terms Grams that count: `learnTerms` finds those worth it.
 * @shape texts x terms
 * @cost O(grams of all texts).
 */
export function countGrams(
  texts: readonly string[],
  terms: readonly string[],
  options: GramOptions,
): SparseMatrix {
  const grams = gramsOf(options, terms);
  const seen = tally();
  const offsets = new Int32Array(texts.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  texts.forEach((text, i) => {
    grams.each(text, seen.see);
    seen.drain((gram, count) => {
      columns.push(gram);
      values.push(count);
    });
    offsets[i + 1] = columns.length;
  });
  return {
    nRows: texts.length,
    nColumns: terms.length,
    offsets,
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
  };
}
