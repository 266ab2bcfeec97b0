import { type Matrix, type Random, zeros } from '../../math/index.ts';

/** Coordinates above which points are projected where all of them would cost too much, and how many are left. */
const MOST_COORDINATES = 100;
const PROJECTED = 64;

/**
 * Points of many coordinates as points of 64, by sums of the coordinates with random signs: squared distances stay the
 * same on average, each within about 18 % of itself. Points of at most 100 coordinates stay as they are.
 *
 * @shape x: n x p; the result is n x p or n x 64.
 * @cost O(64 n p)
 * @source Achlioptas (2003), "Database-friendly random projections: Johnson-Lindenstrauss with binary coins", Journal of
 * Computer and System Sciences 66, 671-687.
 */
export function projectPoints(x: Matrix, random: Random): Matrix {
  const { nRows, nColumns: p, values } = x;
  if (p <= MOST_COORDINATES) return x;
  const projected = zeros(nRows, PROJECTED);
  const scale = 1 / Math.sqrt(PROJECTED);
  const signs = Float64Array.from({ length: p * PROJECTED }, () =>
    random.next() < 0.5 ? -scale : scale,
  );
  for (let i = 0; i < nRows; i++) {
    const into = projected.values.subarray(i * PROJECTED, (i + 1) * PROJECTED);
    for (let j = 0; j < p; j++) {
      const value = values[i * p + j];
      if (value === 0) continue;
      for (let d = 0; d < PROJECTED; d++) into[d] += value * signs[j * PROJECTED + d];
    }
  }
  return projected;
}
