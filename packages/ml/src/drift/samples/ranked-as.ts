import type { NumberSample } from './sample.ts';

/** The sample with as many rows as would know its ranks as well: what tests of ranks reckon chance with. @cost O(values) of a sketch, else O(1). */
export function rankedAs(sample: NumberSample): NumberSample {
  const { n, nRanked } = sample;
  if (nRanked === n) return sample;
  return { ...sample, n: nRanked, weights: sample.weights.map((rows) => (rows * nRanked) / n) };
}
