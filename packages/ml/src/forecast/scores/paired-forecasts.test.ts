import { describe, expect, it } from 'vitest';
import { seededRandom } from '../../math/index.ts';
import { type PairedMistakes, pairedForecastGain } from './paired-forecasts.ts';

const gainOf = (pairs: readonly PairedMistakes[]) => pairedForecastGain(pairs, seededRandom(3));
const steps = (...values: number[]) => Float64Array.from(values);

describe('pairedForecastGain', () => {
  it('is the mean over series of the mean difference, and turns its sign with the sides', () => {
    const pairs = [
      { ours: steps(1, 1), theirs: steps(2, 4) },
      { ours: steps(3), theirs: steps(2) },
    ];
    expect(gainOf(pairs)?.value).toBeCloseTo((2 - 1) / 2, 12);
    const turned = pairs.map(({ ours, theirs }) => ({ ours: theirs, theirs: ours }));
    const [there, back] = [gainOf(pairs), gainOf(turned)];
    expect(back?.value).toBeCloseTo(-(there?.value ?? 0), 12);
    expect(back?.low).toBeCloseTo(-(there?.high ?? 0), 12);
  });

  it("has Student's interval for few series: 2.132 standard errors of five", () => {
    const means = [0.1, 0.4, -0.2, 0.3, 0.4];
    const gain = gainOf(means.map((mean) => ({ ours: steps(1), theirs: steps(1 + mean) })));
    const sd = Math.sqrt([0.1, 0.2, -0.4, 0.1, 0.2].reduce((sum, d) => sum + (d * d) / 4, 0));
    const half = (2.132 * sd) / Math.sqrt(5);
    expect(gain?.value).toBeCloseTo(0.2, 12);
    expect(gain?.low).toBeCloseTo(0.2 - half, 9);
    expect(gain?.high).toBeCloseTo(0.2 + half, 9);
  });

  it('has no interval where nothing varies, and none for one series of few steps', () => {
    const alike = { ours: steps(1, 2), theirs: steps(1, 2) };
    expect(gainOf([alike, alike])).toEqual({ value: 0, low: null, high: null });
    expect(gainOf([{ ours: steps(1, 2), theirs: steps(2, 2) }])).toEqual({
      ...{ value: 0.5, low: null, high: null },
    });
    expect(gainOf([])).toBeUndefined();
  });

  it('is wider for the steps of one series the more their mistakes move together', () => {
    const random = seededRandom(8);
    const noise = Array.from({ length: 200 }, () => random.normal());
    const smooth = noise.map((_, t) =>
      noise.slice(Math.max(0, t - 9), t + 1).reduce((a, b) => a + b),
    );
    const widthOf = (values: readonly number[]) => {
      const sd = Math.sqrt(values.reduce((sum, v) => sum + v * v, 0) / values.length);
      const ours = Float64Array.from(values, (v) => v / sd);
      const { low, high } = gainOf([{ ours, theirs: new Float64Array(200) }]) ?? {};
      return (high ?? 0) - (low ?? 0);
    };
    expect(widthOf(noise)).toBeGreaterThan(0.1);
    expect(widthOf(smooth)).toBeGreaterThan(2 * widthOf(noise));
  });

  it('holds the truth in about 90 of 100 samples of twenty series', () => {
    let held = 0;
    for (let seed = 0; seed < 100; seed++) {
      const random = seededRandom(seed);
      const pairs = Array.from({ length: 20 }, () => ({
        ours: Float64Array.from({ length: 6 }, () => Math.abs(random.normal())),
        theirs: Float64Array.from({ length: 6 }, () => 0.3 + Math.abs(random.normal())),
      }));
      const { low, high } = pairedForecastGain(pairs, random) ?? {};
      if ((low ?? 1) <= 0.3 && 0.3 <= (high ?? 0)) held++;
    }
    expect(held).toBeGreaterThanOrEqual(80);
    expect(held).toBeLessThanOrEqual(97);
  });

  it('refuses forecasts of different lengths', () => {
    expect(() => gainOf([{ ours: steps(1), theirs: steps(1, 2) }])).toThrow(
      expect.objectContaining({
        code: 'SHAPE_MISMATCH',
        message: 'Two forecasts must have the same number of steps, at least one, got 1 and 2.',
        details: { ours: 1, theirs: 2 },
      }),
    );
  });
});
