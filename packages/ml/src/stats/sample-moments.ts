/** Count, mean and spread of the values that are not NaN. */
export interface SampleMoments {
  readonly n: number;
  /** NaN when n is 0. */
  readonly mean: number;
  /** Sample standard deviation (n - 1); NaN when n is below 2. */
  readonly sd: number;
}

/**
 * Mean and sample standard deviation in two passes; the second corrects the rounding of the first.
 *
 * sd^2 = (sum d^2 - (sum d)^2 / n) / (n - 1), where d = x - mean. Values that are NaN are left out.
 *
 * @cost O(n)
 * @source Chan, Golub & LeVeque (1983), "Algorithms for Computing the Sample Variance", American Statistician 37.
 */
export function sampleMoments(values: ArrayLike<number>): SampleMoments {
  let n = 0;
  let sum = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    n++;
    sum += values[i];
  }
  const mean = sum / n;
  let drift = 0;
  let squares = 0;
  for (let i = 0; i < values.length; i++) {
    if (Number.isNaN(values[i])) continue;
    const d = values[i] - mean;
    drift += d;
    squares += d * d;
  }
  const variance = n < 2 ? Number.NaN : Math.max(0, (squares - (drift * drift) / n) / (n - 1));
  return { n, mean: mean + drift / n, sd: Math.sqrt(variance) };
}
