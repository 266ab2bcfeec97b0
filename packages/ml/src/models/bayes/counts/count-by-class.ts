import type { SparseMatrix } from '../../../math/index.ts';
import type { ClassificationTarget } from '../../refusals.ts';

/** Sums of counts. */
export interface ClassCounts {
  /** Of column j in class c at j * nClasses + c. */
  readonly counts: Float64Array;
  /** Over all columns, per class. */
  readonly totals: Float64Array;
}

/** Adds the counts of each column up by class, each row by its weight. @cost O(entries + p k) */
export function countByClass(
  { nRows, nColumns, offsets, columns, values }: SparseMatrix,
  { codes, nClasses: k }: ClassificationTarget,
  weights?: Float64Array,
): ClassCounts {
  const counts = new Float64Array(nColumns * k);
  for (let i = 0; i < nRows; i++) {
    const weight = weights ? weights[i] : 1;
    for (let at = offsets[i]; at < offsets[i + 1]; at++)
      counts[columns[at] * k + codes[i]] += weight * values[at];
  }
  const totals = new Float64Array(k);
  for (let at = 0; at < counts.length; at++) totals[at % k] += counts[at];
  return { counts, totals };
}
