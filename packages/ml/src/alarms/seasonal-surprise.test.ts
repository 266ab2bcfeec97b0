import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { seasonalSurprise } from './seasonal-surprise.ts';

const SEASON = 24;

function hours(seed: number, n: number): number[] {
  const random = seededRandom(seed);
  return Array.from(
    { length: n },
    (_, i) => 10 * Number(i % SEASON > 8) + 4 * Number(i % SEASON > 17) + random.normal(),
  );
}

describe('seasonalSurprise', () => {
  it('calls the evening natural that every evening brings, and the same value alarming at night', () => {
    const values = hours(1, 24 * 20);
    const evening = values.slice(0, 24 * 19 + 20);
    expect(seasonalSurprise(evening, { season: SEASON }).isNatural).toBe(true);
    const night = values.slice(0, 24 * 19 + 3);
    night[night.length - 1] = 14;
    const { isNatural, p, residual } = seasonalSurprise(night, { season: SEASON });
    expect(isNatural).toBe(false);
    expect(p).toBeLessThan(0.01);
    expect(residual).toBeGreaterThan(10);
  });

  it('calls no more natural windows alarming than the level says', () => {
    let nAlarming = 0;
    const nSeries = 600;
    for (let seed = 0; seed < nSeries; seed++)
      if (!seasonalSurprise(hours(seed, 24 * 8), { season: SEASON, level: 0.1 }).isNatural)
        nAlarming++;
    expect(nAlarming / nSeries).toBeLessThan(0.14);
    expect(nAlarming / nSeries).toBeGreaterThan(0.06);
  });

  it('is natural just where the value is inside its interval', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 7, maxLength: 60 }),
        fc.constantFrom(0.05, 0.2, 0.5),
        (values, level) => {
          const { low, high, isNatural } = seasonalSurprise(values, { season: 3, level });
          const last = values[values.length - 1];
          const isInside = (low ?? -1) <= last && last <= (high ?? 10);
          expect(isNatural).toBe(isInside);
        },
      ),
      { seed: 4 },
    );
  });

  it('refuses less than two seasons, and a missing value', () => {
    expect(() => seasonalSurprise([1, 2, 3, 4], { season: 2 })).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        details: { nValues: 4, nMissing: 0, season: 2, level: 0.05 },
      }),
    );
    expect(() => seasonalSurprise([1, Number.NaN, 3], { season: 1 })).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID' }),
    );
  });
});
