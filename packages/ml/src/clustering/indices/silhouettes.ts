import type { Matrix } from '../../math/index.ts';

/**
 * The silhouette of each row in each of several clusterings of the same rows, exactly, by all pairs.
 *
 * (b - a) / max(a, b): a is the mean distance to the other rows of the own cluster, b the least mean distance to
 * the rows of another. Near 1 the row lies well in its cluster, near 0 between two, below in the wrong one; 0 for a row
 * alone in its cluster.
 *
 * @shape x: n x p; the results are n each.
 * @param codings Code of each row from 0, of at least two clusters.
 * @cost O(n^2 (p + clusterings)) time, whatever the number of clusters; O(n clusters) memory.
 * @source Rousseeuw (1987), "Silhouettes", Journal of Computational and Applied Mathematics 20, 53-65.
 */
export function silhouettes(x: Matrix, codings: readonly Int32Array[]): readonly Float64Array[] {
  const { nRows: n } = x;
  const counts = codings.map(countCodes);
  const sums = counts.map(({ length }) => new Float64Array(n * length));
  const apart = new Float64Array(n);
  for (let i = 0; i < n; i++) {
    distancesBefore(x, i, apart);
    codings.forEach((codes, c) => {
      addPairs(sums[c], codes, { row: i, apart, k: counts[c].length });
    });
  }
  return codings.map((codes, c) => {
    const k = counts[c].length;
    return Float64Array.from(codes, (own, i) =>
      widthOf(sums[c].subarray(i * k, (i + 1) * k), counts[c], own),
    );
  });
}

/** Mean of the silhouettes of one clustering. */
export function meanSilhouette(x: Matrix, codes: Int32Array): number {
  const [widths] = silhouettes(x, [codes]);
  return widths.reduce((sum, width) => sum + width, 0) / x.nRows;
}

function distancesBefore({ nColumns: p, values }: Matrix, i: number, into: Float64Array): void {
  const start = i * p;
  for (let other = 0, at = 0; other < i; other++, at += p) {
    let square = 0;
    for (let j = 0; j < p; j++) {
      const gap = values[start + j] - values[at + j];
      square += gap * gap;
    }
    into[other] = Math.sqrt(square);
  }
}

/** Adds the distances of a row and each row before it to the sums of both, by the cluster of the other. */
function addPairs(
  sums: Float64Array,
  codes: Int32Array,
  { row, apart, k }: { readonly row: number; readonly apart: Float64Array; readonly k: number },
): void {
  const own = codes[row];
  const mine = row * k;
  for (let other = 0; other < row; other++) {
    sums[mine + codes[other]] += apart[other];
    sums[other * k + own] += apart[other];
  }
}

function widthOf(sums: Float64Array, counts: Float64Array, own: number): number {
  if (counts[own] === 1) return 0;
  const a = sums[own] / (counts[own] - 1);
  let b = Number.POSITIVE_INFINITY;
  for (let c = 0; c < counts.length; c++)
    if (c !== own && counts[c] > 0) b = Math.min(b, sums[c] / counts[c]);
  const larger = Math.max(a, b);
  return larger === 0 || larger === Number.POSITIVE_INFINITY ? 0 : (b - a) / larger;
}

function countCodes(codes: Int32Array): Float64Array {
  let k = 0;
  for (const code of codes) k = Math.max(k, code + 1);
  const counts = new Float64Array(k);
  for (const code of codes) counts[code]++;
  return counts;
}
