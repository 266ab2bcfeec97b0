import { exp, type Random, seededRandom } from '../../math/index.ts';
import type { PooledCells } from './pooled-cells.ts';

const N_DRAWS = 999;
/** Draws that must lie above for their share to be trusted. */
const ENOUGH = 10;
const SEED = 1;

/**
 * Probability that the area between two empirical distributions is above x when nothing drifts.
 *
 * The difference is then a Brownian bridge over the pooled shares, of which 999 are drawn with one seed. Where hardly a draw lies
 * above, the tail is bounded: the area is a norm of a Gaussian process, and exceeds its mean by t with a probability of at most
 * exp(-t^2 / (2 v)), v being the largest variance of a linear form below that norm, which here is that of all values together.
 *
 * @param x Area, times sqrt(n m / (n + m)).
 * @param variance Of the values of both samples.
 * @returns 0 to 1; 1 where there are no cells.
 * @cost O(999 cells), about 3 ms.
 * @source Boucheron, Lugosi & Massart (2013), "Concentration Inequalities", theorem 5.8 (Borell-TIS).
 */
export function chanceOfArea(x: number, cells: PooledCells, variance: number): number {
  if (cells.shares.length === 0) return 1;
  const random = seededRandom(SEED);
  let nAbove = 0;
  let mean = 0;
  for (let draw = 0; draw < N_DRAWS; draw++) {
    const area = drawArea(cells, random);
    mean += area / N_DRAWS;
    if (area >= x) nAbove++;
  }
  const counted = (nAbove + 1) / (N_DRAWS + 1);
  if (nAbove >= ENOUGH || x <= mean) return counted;
  return Math.min((ENOUGH + 1) / (N_DRAWS + 1), exp(-((x - mean) ** 2) / (2 * variance)));
}

/** A Brownian bridge is a Brownian motion that is led back to 0. */
function drawArea({ shares, lengths }: PooledCells, random: Random): number {
  const path = new Float64Array(shares.length);
  let [at, height] = [0, 0];
  for (let i = 0; i < shares.length; i++) {
    height += Math.sqrt(Math.max(0, shares[i] - at)) * random.normal();
    at = shares[i];
    path[i] = height;
  }
  const end = height + Math.sqrt(1 - at) * random.normal();
  let area = 0;
  for (let i = 0; i < shares.length; i++) area += lengths[i] * Math.abs(path[i] - shares[i] * end);
  return area;
}
