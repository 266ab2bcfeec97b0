import type { LaidRows } from './laid-rows.ts';

/** Centers by the number of their rows. */
export interface OrderedCenters {
  /** @shape k x p */
  readonly centers: Float64Array;
  readonly sizes: Int32Array;
}

/**
 * Puts centers in an order of their own: most rows first, of equal ones the smaller first number that differs.
 *
 * So names of clusters do not depend on where a search began.
 *
 * @param rows Assigned to these centers.
 */
export function orderCenters(rows: LaidRows, centers: Float64Array): OrderedCenters {
  const p = rows.nColumns;
  const k = centers.length / p;
  const sizes = new Int32Array(k);
  const codes = rows.codes();
  for (let i = 0; i < rows.nRows; i++) sizes[codes[i]]++;
  const byNumbers = (a: number, b: number): number => {
    for (let j = 0; j < p; j++) {
      const gap = centers[a * p + j] - centers[b * p + j];
      if (gap !== 0) return gap;
    }
    return 0;
  };
  const order = [...sizes.keys()].sort((a, b) => sizes[b] - sizes[a] || byNumbers(a, b));
  const ordered = new Float64Array(centers.length);
  order.forEach((from, to) => {
    ordered.set(centers.subarray(from * p, (from + 1) * p), to * p);
  });
  return { centers: ordered, sizes: Int32Array.from(order, (from) => sizes[from]) };
}
