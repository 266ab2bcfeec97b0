import type { SparseMatrix } from '../../math/index.ts';
import { textWeigher } from './text-weigher.ts';
import { countTerms, type TfIdf } from './tf-idf.ts';

/**
 * The weights of many texts.
 *
 * @shape texts x terms of all parts
 * @cost As `textWeigher` per text.
 */
export function weighTexts(tfIdf: TfIdf, texts: readonly string[]): SparseMatrix {
  const weigh = textWeigher(tfIdf);
  const offsets = new Int32Array(texts.length + 1);
  const columns: number[] = [];
  const values: number[] = [];
  texts.forEach((text, i) => {
    const row = weigh(text);
    for (let at = 0; at < row.length; at++) {
      columns.push(row.columns[at]);
      values.push(row.values[at]);
    }
    offsets[i + 1] = columns.length;
  });
  return {
    nRows: texts.length,
    nColumns: countTerms(tfIdf),
    offsets,
    columns: Int32Array.from(columns),
    values: Float64Array.from(values),
  };
}
