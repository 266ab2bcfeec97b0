import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { squaredHinge, squaredTube } from '../svm/index.ts';
import { logLoss, powerDeviance, type ScoreLoss, smoothPinball, squaredLoss } from './index.ts';

const weights = Float64Array.of(1, 0, 2.5, 1);
const two = { kind: 'classification', codes: Int32Array.of(0, 1, 1, 0), nClasses: 2 } as const;
const three = { ...two, codes: Int32Array.of(2, 1, 0, 1), nClasses: 3 } as const;
const numbers = Float64Array.of(0.5, 2, 0, 1.5);
const amounts = Float64Array.of(0.5, 2, 0.25, 1.25);

const LOSSES: readonly (readonly [string, ScoreLoss])[] = [
  ['log loss of two classes', logLoss(two, weights)],
  ['log loss of three classes', logLoss(three, weights)],
  ['squared loss', squaredLoss(numbers, weights)],
  ['squared hinge of two classes', squaredHinge(two, weights)],
  ['squared hinge of three classes', squaredHinge(three, weights)],
  ['squared tube', squaredTube(numbers, 0.3, weights)],
  ['smooth pinball losses', smoothPinball(numbers, Float64Array.of(0.1, 0.5), 0.4, weights)],
  ['Poisson deviance', powerDeviance(numbers, 1, weights)],
  ['Tweedie deviance', powerDeviance(numbers, 1.3, weights)],
  ['gamma deviance', powerDeviance(amounts, 2, weights)],
];

describe.each(LOSSES)('%s', (_name, loss) => {
  const k = loss.nScores;
  const scores = fc.array(fc.double({ min: -3, max: 3, noNaN: true }), {
    minLength: 3 * k,
    maxLength: 3 * k,
  });

  it('has the slope of its value, for rows from the second on', () => {
    fc.assert(
      fc.property(scores, fc.nat({ max: 3 * k - 1 }), (given, at) => {
        const slopes = Float64Array.from(given);
        loss.toSlopes(slopes, 1, 3);
        const step = 1e-6;
        const moved = (by: number) => {
          const other = Float64Array.from(given);
          other[at] += by;
          return loss.toSlopes(other, 1, 3);
        };
        expect((moved(step) - moved(-step)) / (2 * step)).toBeCloseTo(slopes[at], 4);
      }),
      { seed: 1, numRuns: 50 },
    );
  });

  it('counts a row of weight 0 not at all', () => {
    const slopes = new Float64Array(k).fill(0.7);
    expect(loss.toSlopes(slopes, 1, 1)).toBe(0);
    expect(slopes.every((slope) => slope === 0)).toBe(true);
  });
});

describe('log loss', () => {
  it('is finite where a probability underflows', () => {
    expect(logLoss(two).toSlopes(Float64Array.of(1000), 0, 1)).toBe(1000);
    expect(logLoss(three).toSlopes(Float64Array.of(0, 1000, 0), 0, 1)).toBe(1000);
  });
});
