/**
 * Squared maximum mean discrepancy between a part of rows and the others, unbiased: pairs of a row with itself are left out.
 *
 * @param kernel 1 on the diagonal. @shape points x points
 * @param all Rows of both samples per point.
 * @returns A function of the rows of one sample per point.
 * @cost O(points^2) per call.
 * @source Gretton et al. (2012), "A Kernel Two-Sample Test", Journal of Machine Learning Research 13, lemma 6.
 */
export function discrepancyOf(
  kernel: Float64Array,
  all: Float64Array,
): (first: Float64Array) => number {
  const nearAll = nearness(kernel, all);
  const total = dot(all, nearAll);
  const nAll = all.reduce((sum, rows) => sum + rows, 0);
  return (first) => {
    const n = first.reduce((sum, rows) => sum + rows, 0);
    const m = nAll - n;
    const within = dot(first, nearness(kernel, first));
    const across = dot(first, nearAll) - within;
    const others = total - within - 2 * across;
    return (within - n) / (n * (n - 1)) + (others - m) / (m * (m - 1)) - (2 * across) / (n * m);
  };
}

/** The kernel times the rows per point. */
function nearness(kernel: Float64Array, rows: Float64Array): Float64Array {
  const k = rows.length;
  const near = new Float64Array(k);
  for (let j = 0; j < k; j++) {
    if (rows[j] === 0) continue;
    for (let i = 0; i < k; i++) near[i] += rows[j] * kernel[j * k + i];
  }
  return near;
}

function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}
