import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { MOST_DRAWN_ROWS } from './drawn-part.ts';
import { bootstrapIntervals, getMetric, pairedGain, type RegressionOutcome } from './index.ts';

const N = 8 * MOST_DRAWN_ROWS;

function guesses(seed: number, spread: number): RegressionOutcome {
  const random = seededRandom(seed);
  const truth = Float64Array.from({ length: N }, () => random.normal());
  return { kind: 'regression', truth, predicted: truth.map((y) => y + spread * random.normal()) };
}

describe('intervals of very many rows', () => {
  const outcome = guesses(1, 1);

  it('lie around the value of all rows, as wide as theory says: 2 * 1.96 / sqrt(n) * sd for a mean', () => {
    const { mae } = bootstrapIntervals(outcome, [getMetric('mae')], {
      random: seededRandom(2),
      nResamples: 400,
    });
    const width = (2 * 1.96 * Math.sqrt(1 - 2 / Math.PI)) / Math.sqrt(N);
    expect(mae.value).toBe(getMetric('mae').compute(outcome));
    expect(mae.low).toBeLessThan(mae.value);
    expect(mae.high).toBeGreaterThan(mae.value);
    expect(Math.abs((Number(mae.high) - Number(mae.low)) / width - 1)).toBeLessThan(0.15);
  });

  it('keep within the bounds of the metric', () => {
    const nearly = { ...outcome, predicted: outcome.truth.map((y, i) => (i % 997 === 0 ? 0 : y)) };
    const { r2 } = bootstrapIntervals(nearly, [getMetric('r2')], { random: seededRandom(2) });
    expect(r2.high).toBeGreaterThan(r2.value);
    expect(r2.high).toBeLessThanOrEqual(1);
  });

  it('of gains compare the same rows of both', () => {
    const theirs = { ...outcome, predicted: outcome.predicted.map((y) => y + 0.001) };
    const gain = pairedGain(
      getMetric('rmse'),
      { ours: outcome, theirs },
      { random: seededRandom(3), nResamples: 100 },
    );
    expect(Math.abs(Number(gain?.value))).toBeLessThan(1e-3);
    expect(Number(gain?.high) - Number(gain?.low)).toBeLessThan(1e-4);
  });
});
