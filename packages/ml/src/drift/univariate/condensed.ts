import { type NumberSample, weightedSample } from '../samples/index.ts';

/** Distinct values up to which nothing is taken together. */
const MAX_VALUES = 400;

/**
 * The sample with at most 400 distinct values: where there are more, neighbors of about as many rows each become their mean.
 *
 * @cost O(values)
 */
export function condensed(sample: NumberSample): NumberSample {
  const { values, weights, n } = sample;
  if (values.length <= MAX_VALUES) return sample;
  const means: number[] = [];
  const rows: number[] = [];
  let [below, mass, sum] = [0, 0, 0];
  values.forEach((value, i) => {
    const group = Math.floor((below / n) * MAX_VALUES);
    below += weights[i];
    mass += weights[i];
    sum += weights[i] * value;
    const isLast = i === values.length - 1;
    if (!isLast && Math.floor((below / n) * MAX_VALUES) === group) return;
    means.push(sum / mass);
    rows.push(mass);
    [mass, sum] = [0, 0];
  });
  return weightedSample(Float64Array.from(means), Float64Array.from(rows));
}
