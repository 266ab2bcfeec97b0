import { cramerVonMisesTail } from '../../stats/index.ts';
import type { DriftTest } from '../drift-test.ts';
import { type NumberSample, rankedAs, walkTogether } from '../samples/index.ts';
import { exactCramerVonMises } from './exact-cramer-von-mises.ts';
import { gapsOf } from './gaps.ts';

/** Rows of both samples up to which all their orders are counted. */
const MAX_EXACT = 20;

/** Cramér and von Mises: the mean squared difference of the empirical distributions. @cost O(values) */
export const cramerVonMisesTest: DriftTest<NumberSample> = {
  name: 'cramer_von_mises',
  title: 'Cramér-von Mises',
  takes: ['numbers'],
  score: 'p-value',
  threshold: 0.1,
  isDriftAtThreshold: true,
  isSymmetric: true,
  chance: 'two samples',
  effect: 'Typical difference of the shares of rows up to a value.',
  effectBounds: [0, 1],
  doc: 'Whether the shares of rows up to a value differ, over all values, by more than chance.',
  source:
    'Anderson (1962), "On the Distribution of the Two-Sample Cramér-von Mises Criterion", Annals of Mathematical Statistics 33.',
  compare(reference, current) {
    const effect = gapsOf(reference, current).typical;
    const [a, b] = [rankedAs(reference), rankedAs(current)];
    if (Math.min(a.n, b.n) <= 1) return { statistic: 0, effect, pValue: null };
    const u = rankSquares(a, b);
    const [k, n] = [a.n * b.n, a.n + b.n];
    const statistic = u / (k * n) - (4 * k - 1) / (6 * n);
    const isExact = Math.max(a.n, b.n) <= MAX_EXACT && [a.n, b.n].every(Number.isInteger);
    const pValue = isExact
      ? exactCramerVonMises(u, a.n, b.n)
      : cramerVonMisesTail(normalized(statistic, a.n, b.n));
    return { statistic, effect, pValue };
  },
};

/** n times the squared distances of ranks among all rows to ranks among the sample's own, of both samples; equal values share a rank. */
function rankSquares(reference: NumberSample, current: NumberSample): number {
  let [below, beside, first, second] = [0, 0, 0, 0];
  walkTogether(reference, current, (_, a, b) => {
    const rank = below + beside + (a + b + 1) / 2;
    first += squaresFrom(rank - below, a);
    second += squaresFrom(rank - beside, b);
    below += a;
    beside += b;
  });
  return reference.n * first + current.n * second;
}

/** Sum of (s - t)^2 over t = 1 to k. */
function squaresFrom(s: number, k: number): number {
  return k * (s - (k + 1) / 2) ** 2 + (k * (k * k - 1)) / 12;
}

/** The statistic with the mean and the variance of its limit. */
function normalized(statistic: number, n: number, m: number): number {
  const [k, all] = [n * m, n + m];
  const mean = (1 + 1 / all) / 6;
  const variance =
    ((all + 1) * (4 * k * all - 3 * (n * n + m * m) - 2 * k)) / (45 * all * all * 4 * k);
  return 1 / 6 + (statistic - mean) / Math.sqrt(45 * variance);
}
