import { normalTail, rankSumTail } from '../../stats/index.ts';
import type { DriftTest } from '../drift-test.ts';
import { type NumberSample, rankedAs, walkTogether } from '../samples/index.ts';

/** Rows of the smaller sample up to which all orders are counted, where no values are tied. */
const MAX_EXACT = 8;
/** Pairs of rows above which they are not: time and memory grow with them. */
const MAX_PAIRS = 1e6;

/** Mann and Whitney, one-sided as is customary for drift: whether the reference is below the current sample. @cost O(values) */
export const mannwTest: DriftTest<NumberSample> = {
  name: 'mannw',
  title: 'Mann-Whitney',
  takes: ['numbers'],
  score: 'p-value',
  threshold: 0.05,
  isDriftAtThreshold: false,
  isSymmetric: false,
  chance: 'two samples',
  effect:
    "Cliff's delta: how much more often a row of one sample is above one of the other than below.",
  effectBounds: [0, 1],
  doc: 'Whether current values tend to be higher than those of the reference; lower ones are not seen.',
  source:
    'Mann & Whitney (1947), "On a Test of Whether one of Two Random Variables is Stochastically Larger than the Other", Annals of Mathematical Statistics 18.',
  compare(reference, current) {
    const [a, b] = [rankedAs(reference), rankedAs(current)];
    const pairs = a.n * b.n;
    const { above, ties } = pairsOf(a, b);
    const effect = Math.abs((2 * above) / pairs - 1);
    const isExact =
      ties === 0 &&
      Math.min(a.n, b.n) <= MAX_EXACT &&
      pairs <= MAX_PAIRS &&
      Number.isInteger(pairs);
    const pValue = isExact
      ? rankSumTail(pairs - above, a.n, b.n)
      : normalTail(standardized(pairs - above, ties, [a.n, b.n]));
    return { statistic: above, effect, pValue };
  },
};

/** Pairs in which the row of the reference is above, equal ones by half; and the sum of t^3 - t over t equal rows. */
function pairsOf(reference: NumberSample, current: NumberSample): { above: number; ties: number } {
  let [beside, above, ties] = [0, 0, 0];
  walkTogether(reference, current, (_, a, b) => {
    above += a * (beside + b / 2);
    beside += b;
    const t = a + b;
    if (t > 1) ties += t * (t * t - 1);
  });
  return { above, ties };
}

/** By mean and spread of U, with the correction for continuity; nothing is above where all rows are equal. */
function standardized(u: number, ties: number, [n, m]: readonly [n: number, m: number]): number {
  const all = n + m;
  const spread = Math.sqrt(((n * m) / 12) * (all + 1 - ties / (all * (all - 1))));
  return spread > 0 ? (u - (n * m) / 2 - 0.5) / spread : Number.NEGATIVE_INFINITY;
}
