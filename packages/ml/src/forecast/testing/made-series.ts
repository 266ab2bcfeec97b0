import { seededRandom } from '../../math/index.ts';
import type { Series } from '../series/series.ts';

/** A trend, a season of 12 that multiplies, and noise; all above 0. */
export function madeSales(n: number, seed = 1): Series {
  const random = seededRandom(seed);
  const season = [0.8, 0.7, 0.9, 1, 1.1, 1.3, 1.4, 1.3, 1.1, 0.9, 0.8, 0.7];
  const values = Float64Array.from(
    { length: n },
    (_, t) => (100 + 2 * t) * season[t % 12] * (1 + 0.03 * random.normal()),
  );
  return { values, period: 12 };
}

/** A random walk with drift, without season. */
export function madeWalk(n: number, seed = 1): Series {
  const random = seededRandom(seed);
  let level = 50;
  const values = Float64Array.from({ length: n }, () => {
    level += 0.2 + random.normal();
    return level;
  });
  return { values, period: 1 };
}
