/** A series without gaps, and what was done for it. */
export interface Filled {
  readonly values: Float64Array;
  /** Number of points that were made. */
  readonly nFilled: number;
}

/**
 * Fills gaps: with the mean of the points one period before and after where both are there, else on the line between
 * the neighbors.
 *
 * @param values NaN for a gap; the first and the last are present.
 */
export function fillGaps(values: Float64Array, period: number): Filled {
  const onLine = interpolate(values);
  let nFilled = 0;
  const filled = onLine.map((value, t) => {
    if (!Number.isNaN(values[t])) return value;
    nFilled++;
    const [before, after] = [values[t - period], values[t + period]];
    const isSeasonal = period > 1 && !Number.isNaN((before ?? Number.NaN) + (after ?? Number.NaN));
    return isSeasonal ? (before + after) / 2 : value;
  });
  return { values: filled, nFilled };
}

function interpolate(values: Float64Array): Float64Array {
  const result = values.slice();
  let last = 0;
  for (let t = 1; t < result.length; t++) {
    if (Number.isNaN(values[t])) continue;
    const slope = (values[t] - values[last]) / (t - last);
    for (let k = last + 1; k < t; k++) result[k] = values[last] + slope * (k - last);
    last = t;
  }
  return result;
}
