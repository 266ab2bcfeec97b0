import { describe, expect, it } from 'vitest';
import { exp, type Random, seededRandom } from '../math/index.ts';
import { findChangePoints } from './find-change-points.ts';

const N_SERIES = 200;
const AT = 32;

/** Counts by Knuth's product of uniform deviates. */
function poisson(random: Random, rate: number): number {
  const least = exp(-rate);
  let [product, count] = [random.next(), 0];
  for (; product > least; count++) product *= random.next();
  return count;
}

describe('findChangePoints', () => {
  it.each([
    ['mean', (random: Random, late: boolean) => random.normal() + (late ? 1.5 : 0)],
    ['mean-and-spread', (random: Random, late: boolean) => random.normal() * (late ? 4 : 1)],
    ['count', (random: Random, late: boolean) => poisson(random, late ? 8 : 4)],
    ['rank', (random: Random, late: boolean) => exp(random.normal() + (late ? 1.5 : 0))],
  ] as const)('holds the true position in 19 of 20 intervals: %s', (law, draw) => {
    let [nFound, nHeld] = [0, 0];
    for (let seed = 0; seed < N_SERIES; seed++) {
      const random = seededRandom(seed);
      const values = Array.from({ length: 60 }, (_, i) => draw(random, i >= AT));
      const found = findChangePoints(values, { law });
      if (found.length !== 1) continue;
      nFound++;
      if (found[0].low <= AT && AT <= found[0].high) nHeld++;
    }
    expect(nFound).toBeGreaterThan(0.75 * N_SERIES);
    expect(nHeld / nFound).toBeGreaterThan(0.92);
  });

  it('finds no change in most series without one', () => {
    let nFalse = 0;
    for (let seed = 0; seed < N_SERIES; seed++) {
      const random = seededRandom(1000 + seed);
      const values = Array.from({ length: 60 }, () => random.normal());
      if (findChangePoints(values).length > 0) nFalse++;
    }
    expect(nFalse / N_SERIES).toBeLessThan(0.15);
  });

  it('says before and after, and that a change with a wide margin is certain', () => {
    const values = [1, 2, 1, 2, 1, 2, 1, 2, 11, 12, 11, 12, 11, 12];
    const [change, ...rest] = findChangePoints(values);
    expect(rest).toEqual([]);
    expect(change).toMatchObject({ at: 8, low: 8, high: 8, before: 1.5, after: 11.5 });
    expect(change.probability).toBeGreaterThan(0.999);
    expect(change.gain).toBeGreaterThan(0);
  });

  it('tells more traffic from a greater rate', () => {
    const exposures = Array.from({ length: 40 }, (_, i) => (i < 20 ? 100 : 1000));
    const sameRate = exposures.map((n, i) => Math.round(n * (i % 2 === 0 ? 0.1 : 0.12)));
    expect(findChangePoints(sameRate, { law: 'count', exposures })).toEqual([]);
    const higher = sameRate.map((count, i) => (i < 30 ? count : 2 * count));
    const [change] = findChangePoints(higher, { law: 'count', exposures });
    expect(change.at).toBe(30);
    expect(change.after / change.before).toBeCloseTo(2, 0);
  });

  it.each([[[]], [[3]], [[1, 1, 1, 1, 1, 1]], [[5, 5]]])('finds nothing in %j', (values) => {
    for (const law of ['mean', 'mean-and-spread', 'count', 'rank'] as const)
      expect(findChangePoints(values, { law })).toEqual([]);
  });

  it('refuses a window without a value, and an exposure of 0', () => {
    expect(() => findChangePoints([1, Number.NaN])).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'Window 1 of the series must have a finite number, got NaN.',
        details: { window: 1, expectation: 'a finite number', value: 'NaN' },
      }),
    );
    expect(() => findChangePoints([1, 2], { law: 'count', exposures: [1, 0] })).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID' }),
    );
    expect(() => findChangePoints([1, 2], { level: 2 })).toThrow(
      expect.objectContaining({ code: 'PARAM_OUT_OF_RANGE' }),
    );
    expect(() => findChangePoints([1, 2], { lawn: 2 } as never)).toThrow(
      expect.objectContaining({ code: 'PARAM_UNKNOWN' }),
    );
  });
});
