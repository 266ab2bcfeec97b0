import { chiSquareTail, quantileSorted } from '../../stats/index.ts';
import { symmetricEigen } from '../../text/index.ts';
import type { DriftTest } from '../drift-test.ts';
import { type NumberSample, rankedAs, walkTogether } from '../samples/index.ts';
import { gapsOf } from './gaps.ts';

/** Points of the characteristic functions, in half interquartile ranges. */
const POINTS = [0.4, 0.8] as const;
const LEAST_ROWS = 5;
const SMALL = 25;

/** Epps and Singleton: the characteristic functions at two points; it needs no continuous values. @cost O(values) */
export const esTest: DriftTest<NumberSample> = {
  name: 'es',
  title: 'Epps-Singleton',
  takes: ['numbers'],
  score: 'p-value',
  threshold: 0.05,
  isDriftAtThreshold: false,
  isSymmetric: true,
  chance: 'two samples',
  effect: 'Largest difference of the shares of rows up to any value.',
  effectBounds: [0, 1],
  doc: 'Whether the distributions differ, seen by their waves; silent where the middle half of all rows is one value.',
  source:
    'Epps & Singleton (1986), "An omnibus test for the two-sample problem using the empirical characteristic function", Journal of Statistical Computation and Simulation 26.',
  compare(reference, current) {
    const effect = gapsOf(reference, current).largest;
    const [a, b] = [rankedAs(reference), rankedAs(current)];
    const range = interquartileRange(a, b);
    if (range === 0 || Math.min(a.n, b.n) < LEAST_ROWS)
      return { statistic: 0, effect, pValue: null };
    const first = wavesOf(a, range / 2);
    const second = wavesOf(b, range / 2);
    const n = a.n + b.n;
    const covariance = first.covariance.map(
      (x, i) => (n / a.n) * x + (n / b.n) * second.covariance[i],
    );
    const { square, rank } = lengthBy(
      covariance,
      first.mean.map((x, i) => x - second.mean[i]),
    );
    const shrink = 1 + n ** -0.45 + 10.1 * (a.n ** -1.7 + b.n ** -1.7);
    const statistic = (n * square) / (Math.max(a.n, b.n) < SMALL ? shrink : 1);
    return { statistic, effect, pValue: chiSquareTail(statistic, rank) };
  },
};

/** Of all rows together, by linear interpolation. */
function interquartileRange(reference: NumberSample, current: NumberSample): number {
  const n = reference.n + current.n;
  const places = [0.25, 0.75].flatMap((share) => {
    const place = (n - 1) * share;
    return [Math.floor(place), Math.min(Math.floor(place) + 1, n - 1)];
  });
  const found: number[] = [];
  let below = 0;
  walkTogether(reference, current, (value, a, b) => {
    below += a + b;
    while (found.length < places.length && below > places[found.length]) found.push(value);
  });
  const [low, nextLow, high, nextHigh] = places.map(
    (_, i) => found[i] ?? Math.max(reference.max, current.max),
  );
  const part = (share: number): number => (n - 1) * share - Math.floor((n - 1) * share);
  return quantileSorted([high, nextHigh], part(0.75)) - quantileSorted([low, nextLow], part(0.25));
}

/** Mean and covariance of the cosines and sines at the points. @shape mean: 4, covariance: 4 x 4 */
function wavesOf(
  { values, weights, n }: NumberSample,
  unit: number,
): { mean: number[]; covariance: number[] } {
  const sums = new Float64Array(4);
  const products = new Float64Array(16);
  const wave = new Float64Array(4);
  for (let i = 0; i < values.length; i++) {
    for (let p = 0; p < 2; p++) {
      const angle = (POINTS[p] / unit) * values[i];
      wave[p] = Math.cos(angle);
      wave[2 + p] = Math.sin(angle);
    }
    for (let p = 0; p < 4; p++) {
      const weighted = wave[p] * weights[i];
      sums[p] += weighted;
      for (let q = 0; q <= p; q++) products[4 * p + q] += weighted * wave[q];
    }
  }
  const mean = Array.from(sums, (sum) => sum / n);
  const covariance = Array.from(products, (_, cell) => {
    const [p, q] = [cell >> 2, cell & 3];
    return products[p >= q ? cell : 4 * q + p] / n - mean[p] * mean[q];
  });
  return { mean, covariance };
}

/** x' A^-1 x without the directions in which A has no extent. @shape form: 4 x 4, x: 4 */
function lengthBy(form: readonly number[], x: readonly number[]): { square: number; rank: number } {
  const { values, vectors } = symmetricEigen(Float64Array.from(form), 4);
  const most = Math.max(...values);
  let [square, rank] = [0, 0];
  values.forEach((value, i) => {
    if (!(value > 1e-15 * most)) return;
    rank++;
    square += x.reduce((dot, xj, j) => dot + xj * vectors[4 * j + i], 0) ** 2 / value;
  });
  return { square, rank };
}
