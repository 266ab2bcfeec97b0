import { exp, seededRandom } from '../../math/index.ts';
import { discrepancyOf } from '../chance/discrepancy.ts';
import { drawRows } from '../chance/draw-rows.ts';
import type { DriftTest } from '../drift-test.ts';
import { type NumberSample, rankedAs } from '../samples/index.ts';
import { condensed } from './condensed.ts';

const N_DRAWS = 100;
const SEED = 1;

/**
 * Maximum mean discrepancy with a Gaussian kernel as wide as the root of half the median squared distance within the reference.
 *
 * Its cost grows with the square of the distinct values, so of more than 400 in a sample neighbors are taken together. The p-value is
 * the share of 100 exchanges of rows, of one seed, with a discrepancy as large.
 *
 * @cost O(values + 400^2 exchanges), about 60 ms.
 */
export const empiricalMmdTest: DriftTest<NumberSample> = {
  name: 'empirical_mmd',
  title: 'Maximum mean discrepancy',
  takes: ['numbers'],
  score: 'p-value',
  threshold: 0.1,
  isDriftAtThreshold: false,
  isSymmetric: false,
  chance: 'two samples',
  effect: 'Root of the discrepancy, 0 where it is negative.',
  effectBounds: [0, Math.SQRT2],
  doc: 'Whether rows of one sample are nearer to each other than to rows of the other sample.',
  source:
    'Gretton et al. (2012), "A Kernel Two-Sample Test", Journal of Machine Learning Research 13.',
  compare(reference, current) {
    const [a, b] = [condensed(rankedAs(reference)), condensed(rankedAs(current))];
    const [n, m] = [Math.round(a.n), Math.round(b.n)];
    if (Math.min(n, m) < 2) return { statistic: 0, effect: 0, pValue: null };
    const points = Float64Array.of(...a.values, ...b.values);
    const first = new Float64Array(points.length);
    const all = new Float64Array(points.length);
    first.set(a.weights);
    all.set(a.weights);
    all.set(b.weights, a.values.length);
    const discrepancy = discrepancyOf(kernelOf(points, widthOf(a)), all);
    const statistic = discrepancy(first);
    const random = seededRandom(SEED);
    let nAbove = 0;
    for (let draw = 0; draw < N_DRAWS; draw++)
      if (discrepancy(drawRows(all, n, random)) >= statistic) nAbove++;
    return {
      statistic,
      effect: Math.sqrt(Math.max(0, statistic)),
      pValue: (nAbove + 1) / (N_DRAWS + 1),
    };
  },
};

/** Root of half the median squared distance of rows, pairs of a row with itself among them. */
function widthOf({ values, weights, n }: NumberSample): number {
  const k = values.length;
  const distances = new Float64Array((k * (k - 1)) / 2);
  const rows = new Float64Array(distances.length);
  let next = 0;
  let same = 0;
  for (let i = 0; i < k; i++) {
    same += weights[i] ** 2;
    for (let j = 0; j < i; j++) {
      distances[next] = (values[i] - values[j]) ** 2;
      rows[next++] = 2 * weights[i] * weights[j];
    }
  }
  const place = nearestEven((n * n - 1) / 2);
  if (same > place) return Math.SQRT1_2;
  const order = distances.map((_, i) => i).sort((i, j) => distances[i] - distances[j]);
  let below = same;
  let median = 0;
  for (const i of order) {
    below += rows[i];
    median = distances[i];
    if (below > place) break;
  }
  return Math.sqrt(median / 2);
}

function nearestEven(x: number): number {
  const whole = Math.floor(x);
  if (x - whole !== 0.5) return Math.round(x);
  return whole % 2 === 0 ? whole : whole + 1;
}

function kernelOf(points: Float64Array, width: number): Float64Array {
  const k = points.length;
  const kernel = new Float64Array(k * k);
  const gamma = 1 / (2 * width * width);
  for (let i = 0; i < k; i++)
    for (let j = 0; j <= i; j++) {
      const value = exp(-gamma * (points[i] - points[j]) ** 2);
      kernel[i * k + j] = value;
      kernel[j * k + i] = value;
    }
  return kernel;
}
