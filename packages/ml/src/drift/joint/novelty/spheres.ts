import { assignToCenters, type KMeansOptions, kMeans } from '../../../clustering/index.ts';
import type { Matrix } from '../../../math/index.ts';

/** A ball that rows lie in. Plain JSON. */
export interface Sphere {
  /** Length p. */
  readonly center: readonly number[];
  /** Distance of the row that is farthest from the center. */
  readonly radius: number;
  /** Mean distance of its rows from the center: how loosely they lie. */
  readonly spread: number;
  readonly nRows: number;
}

/** The spheres around k clusters of rows, the one with the most rows first, and which rows lie in each. */
export function spheresOf(
  x: Matrix,
  options: KMeansOptions,
): readonly { readonly sphere: Sphere; readonly rows: Int32Array }[] {
  const state = kMeans(x, options);
  const { codes, distances } = assignToCenters(state, x);
  return Array.from(state.sizes, (_, c) => {
    const rows = Int32Array.from(codes.keys()).filter((i) => codes[i] === c);
    let [radius, sum] = [0, 0];
    for (const i of rows) {
      radius = Math.max(radius, distances[i]);
      sum += distances[i];
    }
    const center = [...state.centers.subarray(c * x.nColumns, (c + 1) * x.nColumns)];
    return {
      rows,
      sphere: { center, radius, spread: sum / rows.length, nRows: rows.length },
    };
  });
}

/** Places of the rows that lie in no sphere. @shape x: n x p @cost O(n spheres p) */
export function outsideOf(
  spheres: readonly Sphere[],
  { values, nColumns, nRows }: Matrix,
): Int32Array {
  return Int32Array.from({ length: nRows }, (_, i) => i).filter((i) => {
    const row = values.subarray(i * nColumns, (i + 1) * nColumns);
    return !spheres.some(({ center, radius }) => squaredDistance(center, row) <= radius * radius);
  });
}

/** @shape a: p, b: p */
export function squaredDistance(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let j = 0; j < a.length; j++) sum += (a[j] - b[j]) ** 2;
  return sum;
}

/** As many different rows as there are, up to so many. @cost O(n p) */
export function countDifferent({ values, nColumns, nRows }: Matrix, atMost: number): number {
  const seen = new Set<string>();
  for (let i = 0; i < nRows && seen.size < atMost; i++)
    seen.add(values.subarray(i * nColumns, (i + 1) * nColumns).join());
  return seen.size;
}
