import { drawnRows } from '../domain/drawn-rows.ts';
import type { VectorSample } from '../samples/index.ts';

/** The sample with at most so many rows, drawn with one seed. @cost O(rows kept * width + n) */
export function drawnVectors(sample: VectorSample, limit: number): VectorSample {
  if (sample.n <= limit) return sample;
  const { width } = sample;
  const values = new Float64Array(limit * width);
  drawnRows(sample.n, limit).forEach((row, i) => {
    values.set(sample.values.subarray(row * width, (row + 1) * width), i * width);
  });
  return { kind: 'vectors', values, width, n: limit };
}
