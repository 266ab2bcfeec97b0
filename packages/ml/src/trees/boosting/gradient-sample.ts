import type { Random } from '../../math/index.ts';

/** Part of the rows that `gradientSample` keeps for their gradients, as LightGBM's top and other rates, 2 to 1. */
const TOP_PART = 2 / 3;
const N_BUCKETS = 4096;

/**
 * Keeps the rows of the largest gradients, draws some of the others, and multiplies their gradients and
 * Hessians so that sums stay right (GOSS).
 *
 * @param share Of the rows in all: two thirds by gradient, one third by chance.
 * @param g Gradients and Hessians of all outputs, output after output; those of drawn small rows are changed.
 * @source Ke et al. (2017), "LightGBM: A Highly Efficient Gradient Boosting Decision Tree", algorithm 2.
 */
export function gradientSample(
  list: Int32Array,
  share: number,
  { g, h }: { readonly g: Float64Array; readonly h: Float64Array },
  random: Random,
): number {
  const n = list.length;
  const sizes = sizesOf(g, h, n);
  const floor = largestParts(sizes, share * TOP_PART);
  let nTop = 0;
  for (let i = 0; i < n; i++) if (sizes[i] >= floor) nTop++;
  const nRest = n - nTop;
  const wanted = Math.min(nRest, Math.round(share * (1 - TOP_PART) * n));
  const factor = wanted > 0 ? nRest / wanted : 1;
  const nDrawn = nTop + wanted;
  let left = wanted;
  let seen = 0;
  let drawn = 0;
  for (let i = 0; i < n; i++) {
    const isTop = sizes[i] >= floor;
    const isDrawn = isTop || random.next() * (nRest - seen) < left;
    if (!isTop) seen++;
    if (!isDrawn) {
      list[nDrawn + i - drawn] = i;
      continue;
    }
    list[drawn++] = i;
    if (isTop) continue;
    left--;
    for (let at = i; at < g.length; at += n) {
      g[at] *= factor;
      h[at] *= factor;
    }
  }
  return nDrawn;
}

function sizesOf(g: Float64Array, h: Float64Array, n: number): Float64Array {
  const sizes = new Float64Array(n);
  for (let at = 0, i = 0; at < g.length; at++) {
    sizes[i] += Math.abs(g[at] * h[at]);
    i = i + 1 === n ? 0 : i + 1;
  }
  return sizes;
}

/** A size such that about this share of the sizes is at least as large, to a 4096th of the largest. */
function largestParts(sizes: Float64Array, share: number): number {
  const largest = sizes.reduce((a, b) => Math.max(a, b), 0);
  if (largest === 0) return 0;
  const counts = new Int32Array(N_BUCKETS + 1);
  for (let i = 0; i < sizes.length; i++) counts[Math.floor((sizes[i] / largest) * N_BUCKETS)]++;
  let bucket = N_BUCKETS;
  for (let taken = counts[bucket]; bucket > 0 && taken < share * sizes.length; )
    taken += counts[--bucket];
  return (bucket / N_BUCKETS) * largest;
}
