import type { StoredPoint } from './stored-point.ts';

/** Indexes of the points that a picture of all of them needs: first, last, least and greatest value. NaN is neither. */
export function summaryOf(points: readonly StoredPoint[]): readonly number[] {
  if (points.length === 0) return [];
  const chosen = new Set([0, points.length - 1, ...extremesOf(points, 0, points.length)]);
  return [...chosen].sort((a, b) => a - b);
}

/** Indexes of the least and the greatest value from `from` up to before `to`; none where all are NaN. */
export function extremesOf(points: readonly StoredPoint[], from: number, to: number): number[] {
  let least = -1;
  let greatest = -1;
  for (let i = from; i < to; i++) {
    const { value } = points[i] as StoredPoint;
    if (Number.isNaN(value)) continue;
    if (least < 0 || value < (points[least] as StoredPoint).value) least = i;
    if (greatest < 0 || value > (points[greatest] as StoredPoint).value) greatest = i;
  }
  return least < 0 ? [] : [least, greatest];
}
