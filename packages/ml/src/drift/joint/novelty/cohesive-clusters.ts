import type { Matrix, Random } from '../../../math/index.ts';
import { takeMatrixRows } from '../../../math/index.ts';
import { countDifferent, type Sphere, spheresOf } from './spheres.ts';

/** What makes a cluster of it. */
export interface Cohesion {
  readonly fewestRows: number;
  /** Mean distance of its rows from its center, at most. */
  readonly mostSpread: number;
  readonly random: Random;
}

/** Numbers of clusters that are tried, so that one large group is not cut in pieces before it is seen whole. */
const TRIED = [1, 2, 4, 8, 16];

/**
 * Groups of points that lie together as densely as they must; the fewest that will do, points that belong to none are left.
 *
 * @shape points: n x p
 * @returns The groups, and the places of what is left, rising.
 * @cost k-means of n points, five times.
 */
export function cohesiveClusters(
  points: Matrix,
  { fewestRows, mostSpread, random }: Cohesion,
): { readonly clusters: readonly Sphere[]; readonly left: Int32Array } {
  const clusters: Sphere[] = [];
  let left = Int32Array.from({ length: points.nRows }, (_, i) => i);
  for (const k of TRIED) {
    if (left.length < Math.max(k, fewestRows)) break;
    const x = takeMatrixRows(points, left);
    if (countDifferent(x, k) < k) break;
    const taken = new Set<number>();
    for (const { sphere, rows } of spheresOf(x, { k, random, nStarts: 4 })) {
      if (sphere.nRows < fewestRows || sphere.spread > mostSpread) continue;
      clusters.push(sphere);
      for (const row of rows) taken.add(row);
    }
    left = left.filter((_, at) => !taken.has(at));
  }
  return { clusters, left };
}
