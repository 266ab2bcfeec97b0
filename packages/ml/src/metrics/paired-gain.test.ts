import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { getMetric, pairedGain, type RegressionOutcome } from './index.ts';

const N = 400;
const random = seededRandom(4);
const truth = Float64Array.from({ length: N }, () => 10 * random.normal());
const errors = Float64Array.from({ length: N }, () => random.normal());
const outcome = (predicted: Float64Array): RegressionOutcome => ({
  kind: 'regression',
  truth,
  predicted,
});
const off = (scale: number) => outcome(truth.map((y, i) => y + scale * errors[i]));
const mae = getMetric('mae');
const options = () => ({ random: seededRandom(9) });

describe('pairedGain', () => {
  it('is the difference of the two values, positive when ours is better', () => {
    const ours = off(1);
    const theirs = off(1.2);
    const gain = pairedGain(mae, { ours, theirs }, options());
    expect(gain?.value).toBeCloseTo(mae.compute(theirs) - mae.compute(ours), 12);
    expect(gain?.value).toBeGreaterThan(0);
  });

  it('is sure of a small gain on every row that two separate intervals would not tell apart', () => {
    const gain = pairedGain(mae, { ours: off(1), theirs: off(1.02) }, options());
    expect(gain?.low).toBeGreaterThan(0);
  });

  it('turns its sign when the two change places', () => {
    const there = pairedGain(mae, { ours: off(1), theirs: off(1.2) }, options());
    const back = pairedGain(mae, { ours: off(1.2), theirs: off(1) }, options());
    expect(back?.value).toBe(-(there?.value ?? Number.NaN));
    expect(back?.high).toBeCloseTo(-(there?.low ?? Number.NaN), 12);
  });

  it('is not sure where the errors are the same, on other rows', () => {
    const other = outcome(truth.map((y, i) => y + errors[N - 1 - i]));
    const gain = pairedGain(mae, { ours: off(1), theirs: other }, options());
    expect(gain?.low).toBeLessThan(0);
    expect(gain?.high).toBeGreaterThan(0);
  });

  it('has no interval for equal answers, and is undefined where a metric is', () => {
    expect(pairedGain(mae, { ours: off(1), theirs: off(1) }, options())).toEqual({
      value: 0,
      low: null,
      high: null,
    });
    const oneClass = {
      kind: 'classification',
      truth: new Int32Array(4),
      probabilities: Float64Array.of(1, 0, 1, 0, 1, 0, 1, 0),
      nClasses: 2,
    } as const;
    expect(
      pairedGain(getMetric('roc_auc'), { ours: oneClass, theirs: oneClass }, options()),
    ).toBeUndefined();
  });
});
