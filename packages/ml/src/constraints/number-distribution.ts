import { addQuantiles, emptyQuantiles } from '../sketches/index.ts';
import type { KllDistribution, NumberBucket } from './monitor-files.ts';

const N_BUCKETS = 10;
/** Parameters of the sketches of the service, which readers of the file expect. */
const PARAMETERS = { c: 0.64, k: 2048 } as const;

/** Values in rising order, and how many each stands for. */
export interface WeighedNumbers {
  readonly values: Float64Array;
  readonly weights: Float64Array;
}

/** Sketch and buckets of numbers. Up to 4096 values nothing is left out. @param numbers Finite, at least one. */
export function describeNumbers(numbers: Float64Array): KllDistribution {
  const values = numbers.map((value) => value + 0);
  const [min, max] = extremesOf(values);
  const sketch = emptyQuantiles();
  addQuantiles(sketch, values, values.length, { min, max });
  const data = [
    [...sketch.buffer.subarray(0, sketch.nBuffered)],
    ...sketch.levels.map((level) => [...level]),
  ];
  return { buckets: bucketsOf(values, min, max), sketch: { parameters: PARAMETERS, data } };
}

function bucketsOf(values: Float64Array, min: number, max: number): NumberBucket[] {
  // Divided first: the range of all doubles is no double.
  const width = max / N_BUCKETS - min / N_BUCKETS;
  const counts = new Float64Array(N_BUCKETS);
  for (const value of values) {
    const bucket = width === 0 ? N_BUCKETS - 1 : Math.floor(value / width - min / width);
    counts[Math.min(N_BUCKETS - 1, bucket)]++;
  }
  const bound = (at: number): number => min * (1 - at / N_BUCKETS) + max * (at / N_BUCKETS);
  return Array.from(counts, (count, at) => ({
    lower_bound: bound(at),
    upper_bound: bound(at + 1),
    count,
  }));
}

/**
 * What a distribution of a file knows of its numbers: the items of its sketch, or where it has none those of its buckets, which stand at
 * their upper bounds.
 */
export function numbersOf({ buckets, sketch }: KllDistribution): WeighedNumbers {
  const items =
    sketch === undefined
      ? buckets.map(({ upper_bound, count }) => [upper_bound, count] as const)
      : sketch.data.flatMap((compactor, i) => compactor.map((value) => [value, 2 ** i] as const));
  const sorted = items.filter(([, weight]) => weight > 0).sort(([a], [b]) => a - b);
  return {
    values: Float64Array.from(sorted, ([value]) => value),
    weights: Float64Array.from(sorted, ([, weight]) => weight),
  };
}

function extremesOf(values: Float64Array): [min: number, max: number] {
  let [min, max] = [Infinity, -Infinity];
  for (const value of values) {
    if (value < min) min = value;
    if (value > max) max = value;
  }
  return [min, max];
}
