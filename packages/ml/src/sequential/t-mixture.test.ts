import { describe, expect, it } from 'vitest';
import { exp, log } from '../math/index.ts';
import { logGamma } from '../stats/index.ts';
import { tMixture } from './t-mixture.ts';

const NORMAL = { m: 100, f: Number.POSITIVE_INFINITY };

describe('tMixture', () => {
  it('agrees with the published normal mixture of the package confseq: -0.6510052', () => {
    // Sum 10 at variance 100, tuned by rho 12.60056: one standard error, and a prior variance of 1 / rho.
    expect(tMixture(1, NORMAL, [1 / 12.60056])).toBeCloseTo(-0.6510052, 6);
  });

  it('reaches 20 at the published bound of confseq: 30.35209 at variance 100', () => {
    expect(tMixture(3.035209, NORMAL, [1 / 12.60056])).toBeCloseTo(log(20), 5);
  });

  it('is the integral over differences of the likelihood ratio of the t-statistic', () => {
    // A normal difference turns a t-statistic into sqrt(1 + r) times one: its density over that without a difference.
    const [t, m, f, g2] = [2.7, 40, 17, 0.25];
    const density = (x: number, scale: number) =>
      exp(logGamma((f + 1) / 2) - logGamma(f / 2)) /
      (scale * Math.sqrt(f * Math.PI) * (1 + (x / scale) ** 2 / f) ** ((f + 1) / 2));
    const ratio = density(t, Math.sqrt(1 + g2 * m)) / density(t, 1);
    expect(tMixture(t, { m, f }, [g2])).toBeCloseTo(log(ratio), 10);
  });

  it('is the mean over its scales, below 1 at no distance, and finite at any', () => {
    const [one, other] = [1, 1 / 16].map((g2) => exp(tMixture(2, NORMAL, [g2])));
    expect(exp(tMixture(2, NORMAL, [1, 1 / 16]))).toBeCloseTo((one + other) / 2, 10);
    expect(tMixture(0, { m: 30, f: 50 })).toBeLessThan(0);
    expect(tMixture(1e9, { m: 30, f: 50 })).toBeCloseTo(
      tMixture(Number.POSITIVE_INFINITY, { m: 30, f: 50 }),
      6,
    );
  });
});
