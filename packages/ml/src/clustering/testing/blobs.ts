import { type Matrix, type Random, zeros } from '../../math/index.ts';

/** Rows around given centers, one after the other in turn, with standard normal noise. */
export function blobs(
  centers: readonly (readonly number[])[],
  { nRows, random }: { readonly nRows: number; readonly random: Random },
): Matrix {
  const p = centers[0].length;
  const x = zeros(nRows, p);
  for (let i = 0; i < nRows; i++)
    for (let j = 0; j < p; j++)
      x.values[i * p + j] = centers[i % centers.length][j] + random.normal();
  return x;
}
