/** Weighted mean of a number per row. @returns NaN when no row has weight. */
export function weightedMean(
  nRows: number,
  weights: Float64Array | undefined,
  numberOf: (row: number) => number,
): number {
  let sum = 0;
  let total = 0;
  for (let i = 0; i < nRows; i++) {
    const weight = weights === undefined ? 1 : weights[i];
    if (weight === 0) continue;
    sum += weight * numberOf(i);
    total += weight;
  }
  return sum / total;
}
