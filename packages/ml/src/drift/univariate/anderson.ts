import { exp } from '../../math/index.ts';
import type { DriftTest } from '../drift-test.ts';
import { type NumberSample, rankedAs, walkTogether } from '../samples/index.ts';
import { gapsOf } from './gaps.ts';

/** Normalized statistics of two samples whose probabilities are tabled at 25 % and at 0.1 %. */
const [LEAST, MOST] = [0.325, 6.546];
/** Parabola through the logarithms of the seven tabled probabilities: constant, slope, curvature. */
const LOG_P = [-1.0777702798204882, -1.0082265644652508, 0.01819809457411127] as const;

/**
 * Anderson and Darling: differences of the empirical distributions, weighted up in the tails. Ties share a rank.
 *
 * @cost O(values + rows)
 */
export const andersonTest: DriftTest<NumberSample> = {
  name: 'anderson',
  title: 'Anderson-Darling',
  takes: ['numbers'],
  score: 'p-value',
  threshold: 0.1,
  isDriftAtThreshold: false,
  isSymmetric: true,
  chance: 'two samples',
  effect: 'Largest difference of the shares of rows up to any value.',
  effectBounds: [0, 1],
  doc: 'Whether the distributions differ, above all in their tails; the p-value is read from a table that ends at 0.001 and at 0.25.',
  source:
    'Scholz & Stephens (1987), "K-Sample Anderson-Darling Tests", Journal of the American Statistical Association 82.',
  compare(reference, current) {
    const effect = gapsOf(reference, current).largest;
    const [a, b] = [rankedAs(reference), rankedAs(current)];
    const isConstant = Math.min(a.min, b.min) === Math.max(a.max, b.max);
    if (isConstant || a.n + b.n < 4) return { statistic: 0, effect, pValue: isConstant ? 1 : null };
    const statistic = (distance(a, b) - 1) / Math.sqrt(varianceOf(a.n, b.n));
    return { statistic, effect, pValue: pValueOf(statistic) };
  },
};

/** Formula (7) of the source, for two samples: what one of them has too much, the other has too little. */
function distance(reference: NumberSample, current: NumberSample): number {
  const n = reference.n;
  const all = n + current.n;
  let [below, beside, sum] = [0, 0, 0];
  walkTogether(reference, current, (_, a, b) => {
    const ties = a + b;
    const middle = below + beside + ties / 2;
    const gap = all * (below + a / 2) - middle * n;
    sum += (ties * gap * gap) / (all * (middle * (all - middle) - (all * ties) / 4));
    below += a;
    beside += b;
  });
  return (sum * (1 / n + 1 / current.n) * (all - 1)) / all;
}

/** Formula (4) of the source, for two samples. */
function varianceOf(n: number, m: number): number {
  const all = n + m;
  const inverse = 1 / n + 1 / m;
  let [h, g] = [0, 0];
  for (let i = 1; i < all - 1; i++) {
    h += 1 / (all - i);
    g += h / (i + 1);
  }
  h += 1;
  const a = 4 * g - 6 + (10 - 6 * g) * inverse;
  const b = 4 * (2 * g - 4) + 16 * h + (2 * g - 14 * h - 4) * inverse - 8 * h + 4 * g - 6;
  const c = 4 * (6 * h + 2 * g - 2) + 2 * (4 * h - 4 * g + 6) + (2 * h - 6) * inverse + 4 * h;
  const d = 4 * (2 * h + 6) - 8 * h;
  return (((a * all + b) * all + c) * all + d) / ((all - 1) * (all - 2) * (all - 3));
}

function pValueOf(statistic: number): number {
  if (statistic < LEAST) return 0.25;
  if (statistic > MOST) return 0.001;
  const [constant, slope, curvature] = LOG_P;
  return exp(constant + statistic * (slope + statistic * curvature));
}
