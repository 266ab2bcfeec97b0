import type { Units } from '../growth/split-search.ts';

/**
 * Units per 1 of gradients and Hessians, so that sums over any rows fit into 31 bits each: powers of two,
 * which round nothing by themselves.
 *
 * A gradient is rounded to a whole unit. A mean one has about 2^30 / n units, so the error of a sum is far
 * below the noise of its rows; sums are exact from there on, in any order and on any number of threads.
 *
 * @param sizeG Sum of the gradients' absolute values. @param sizeH Sum of the Hessians.
 */
export function unitsFor(sizeG: number, sizeH: number, nRows: number): Units {
  return {
    g: powerBelow((2 ** 31 - 2 - nRows) / sizeG),
    h: powerBelow((2 ** 31 - 2 - nRows) / sizeH),
  };
}

/** The largest power of two that is at most x; 1 where x says nothing. */
function powerBelow(x: number): number {
  if (!(x > 0) || !Number.isFinite(x)) return 1;
  const near = 2 ** Math.floor(Math.log2(x));
  return near > x ? near / 2 : near;
}
