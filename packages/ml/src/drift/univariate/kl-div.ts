import { log } from '../../math/index.ts';
import { customaryBins, filledShares } from '../bins/index.ts';
import { chanceOfBins } from '../chance/chance-of-bins.ts';
import type { DriftTest } from '../drift-test.ts';
import type { LevelSample, NumberSample } from '../samples/index.ts';
import { sum } from '../shares.ts';

/** The divergence of Kullback and Leibler of the reference from the current sample, in the customary bins. @cost O(values) */
export const klDivTest: DriftTest<NumberSample | LevelSample> = {
  name: 'kl_div',
  title: 'Kullback-Leibler divergence',
  takes: ['numbers', 'levels'],
  score: 'distance',
  threshold: 0.1,
  isDriftAtThreshold: true,
  isSymmetric: false,
  chance: 'two samples',
  effect: 'The divergence itself, in nats.',
  effectBounds: [0, Number.POSITIVE_INFINITY],
  doc: 'How badly the current shares describe the reference, in nats per row.',
  source:
    'Kullback & Leibler (1951), "On Information and Sufficiency", Annals of Mathematical Statistics 22.',
  compare(reference, current) {
    const bins = customaryBins(reference, current);
    const p = toOne(filledShares(bins.reference, reference.n));
    const q = toOne(filledShares(bins.current, current.n));
    const divergence = p.reduce((total, share, bin) => total + share * log(share / q[bin]), 0);
    const statistic = Math.max(0, divergence);
    return { statistic, effect: statistic, pValue: chanceOfBins(bins) };
  },
};

/** Filled shares add up to more than 1. */
function toOne(shares: readonly number[]): number[] {
  const total = sum(shares);
  return shares.map((share) => share / total);
}
