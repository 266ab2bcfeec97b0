import { risingOrder } from '../../math/index.ts';
import { effectiveSize } from '../effective-size.ts';
import type { NumberSample } from './sample.ts';

/**
 * The sample of the rows of a column. NaN and infinities are left out.
 *
 * @param values In any order.
 * @param weights What each row counts, above 0. They are scaled to add up to the effective number of rows. Default 1 each.
 * @cost O(n log n), about 0.1 microseconds per row; the rest of drift never sorts again.
 */
export function numberSample(values: Float64Array, weights?: ArrayLike<number>): NumberSample {
  return weights === undefined ? ofEqualRows(values) : ofWeightedRows(values, weights);
}

function ofEqualRows(values: Float64Array): NumberSample {
  let n = 0;
  const sorted = new Float64Array(values.length);
  // + 0 makes -0 and 0 one value.
  for (let i = 0; i < values.length; i++)
    if (values[i] - values[i] === 0) sorted[n++] = values[i] + 0;
  return ofSorted(sorted.subarray(0, n).sort(), undefined);
}

function ofWeightedRows(values: Float64Array, weights: ArrayLike<number>): NumberSample {
  const rows: number[] = [];
  for (let i = 0; i < values.length; i++) if (values[i] - values[i] === 0) rows.push(i);
  const order = risingOrder(Float64Array.from(rows, (row) => values[row]));
  const kept = Float64Array.from(order, (place) => weights[rows[place]]);
  const scale = effectiveSize(kept) / kept.reduce((sum, weight) => sum + weight, 0);
  return ofSorted(
    Float64Array.from(order, (place) => values[rows[place]] + 0),
    kept.map((weight) => weight * scale),
  );
}

/** @param sorted Increasing, finite; equal values become one. @param rows Per value. Default 1 each. */
function ofSorted(sorted: Float64Array, rows: Float64Array | undefined): NumberSample {
  const values = new Float64Array(sorted.length);
  const weights = new Float64Array(sorted.length);
  let nDistinct = 0;
  for (let i = 0; i < sorted.length; i++) {
    if (nDistinct === 0 || sorted[i] !== values[nDistinct - 1]) values[nDistinct++] = sorted[i];
    weights[nDistinct - 1] += rows === undefined ? 1 : rows[i];
  }
  return weightedSample(values.subarray(0, nDistinct), weights.subarray(0, nDistinct));
}

/**
 * The sample of distinct values and the rows of each.
 *
 * @param values Distinct, increasing, finite.
 * @param weights Rows of each value, above 0.
 * @cost O(values)
 * @source Chan, Golub & LeVeque (1983), American Statistician 37: the second pass corrects the rounding of the first.
 */
export function weightedSample(values: Float64Array, weights: Float64Array): NumberSample {
  let [n, sum] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    n += weights[i];
    sum += values[i] * weights[i];
  }
  const mean = sum / n;
  let [drift, squares] = [0, 0];
  for (let i = 0; i < values.length; i++) {
    const d = values[i] - mean;
    drift += d * weights[i];
    squares += d * d * weights[i];
  }
  return {
    kind: 'numbers',
    values,
    weights,
    n,
    nRanked: n,
    cells: null,
    mean: mean + drift / n,
    variance: Math.max(0, (squares - (drift * drift) / n) / n),
    min: values.length === 0 ? 0 : values[0],
    max: values.length === 0 ? 0 : values[values.length - 1],
    nDistinct: values.length,
  };
}
