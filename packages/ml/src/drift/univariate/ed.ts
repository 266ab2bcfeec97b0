import { chanceOfSquares } from '../chance/chance-of-squares.ts';
import { pooledCells } from '../chance/pooled-cells.ts';
import type { DriftTest } from '../drift-test.ts';
import { type NumberSample, walkTogether } from '../samples/index.ts';

/** Energy distance: the squared difference of the empirical distributions, added up over the axis. @cost O(values) */
export const edTest: DriftTest<NumberSample> = {
  name: 'ed',
  title: 'Energy distance',
  takes: ['numbers'],
  score: 'distance',
  threshold: 0.1,
  isDriftAtThreshold: false,
  isSymmetric: true,
  chance: 'two samples',
  effect:
    'Energy coefficient: the distance as a share of the largest that rows so far apart can have.',
  effectBounds: [0, 1],
  doc: 'How far apart the distributions are, in the root of the unit of the column.',
  source:
    'Székely & Rizzo (2013), "Energy statistics: A class of statistics based on distances", Journal of Statistical Planning and Inference 143.',
  compare(reference, current) {
    const { squares, apart } = integrals(reference, current);
    const size = (reference.nRanked * current.nRanked) / (reference.nRanked + current.nRanked);
    return {
      statistic: Math.sqrt(2 * squares),
      effect: apart === 0 ? 0 : Math.sqrt(Math.min(1, (2 * squares) / apart)),
      pValue: squares === 0 ? 1 : chanceOfSquares(size * squares, pooledCells(reference, current)),
    };
  },
};

/** Integral of (F - G)^2, and twice the mean distance of a row of one sample to a row of the other. */
function integrals(
  reference: NumberSample,
  current: NumberSample,
): { readonly squares: number; readonly apart: number } {
  let [below, beside, squares, apart, last] = [0, 0, 0, 0, 0];
  walkTogether(reference, current, (value, a, b) => {
    if (below + beside > 0) {
      const [f, g] = [below / reference.n, beside / current.n];
      squares += (f - g) ** 2 * (value - last);
      apart += (f * (1 - g) + g * (1 - f)) * (value - last);
    }
    below += a;
    beside += b;
    last = value;
  });
  return { squares, apart: 2 * apart };
}
