import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { log } from '../math/index.ts';
import { logLikelihood, logMixture } from './bernoulli-mixture.ts';
import { halfSure } from './half-sure.ts';
import { rateExcess, rateShortfall, rateSides } from './rate-evidence.ts';
import { alarmChance } from './testing/alarm-chance.ts';

const LEVEL = 0.1;
const counts = fc
  .tuple(fc.integer({ min: 1, max: 400 }), fc.double({ min: 0, max: 1, noNaN: true }))
  .map(([n, share]) => ({ n, sum: Math.round(n * share) }));

describe('rateExcess', () => {
  it.each([
    ['1:1', 50, 1],
    ['1:4', 60, 4],
  ])('alarms with at most the level over all looks, computed exactly: split %s', (_, n, every) => {
    const chances = alarmChance({
      arms: Array.from({ length: n }, (_, i) => (i % (every + 1) === every ? 'b' : 'a')),
      isAlarm: (trials) => rateExcess(trials, 0) >= -log(LEVEL),
      rates: [0, 0.001, 0.05, 0.2, 0.5, 0.8, 1].map((p) => [p, p] as const),
    });
    for (const chance of chances) expect(chance).toBeLessThanOrEqual(LEVEL);
    expect(Math.max(...chances)).toBeGreaterThan(LEVEL / 100);
  });

  it('alarms with at most the level where B is better, and mostly where it is much worse', () => {
    const [better, worse] = alarmChance({
      arms: Array.from({ length: 60 }, (_, i) => (i % 2 ? 'b' : 'a')),
      isAlarm: (trials) => rateExcess(trials, 0) >= -log(LEVEL),
      rates: [
        [0.3, 0.1],
        [0.02, 0.7],
      ],
    });
    expect(better).toBeLessThan(LEVEL / 10);
    expect(worse).toBeGreaterThan(0.95);
  });

  it('is the least value over all pairs of rates that the hypothesis allows, by brute force', () => {
    for (const [a, b, difference] of [
      [{ n: 200, sum: 3 }, { n: 40, sum: 9 }, 0],
      [{ n: 50, sum: 25 }, { n: 60, sum: 50 }, 0.1],
      [{ n: 30, sum: 0 }, { n: 30, sum: 30 }, -0.2],
      [{ n: 90, sum: 80 }, { n: 90, sum: 20 }, 0.05],
    ] as const) {
      const grid = Array.from({ length: 401 }, (_, i) => i / 400);
      const ofA = grid.map((p) => halfSure(logMixture(a) - logLikelihood(a, p)));
      const ofB = grid.map((p) => logMixture(b) - logLikelihood(b, p));
      let least = Number.POSITIVE_INFINITY;
      grid.forEach((pA, i) => {
        grid.forEach((pB, j) => {
          if (pB <= pA + difference + 1e-12) least = Math.min(least, ofA[i] + ofB[j]);
        });
      });
      const logE = rateExcess({ a, b }, difference);
      expect(logE).toBeLessThanOrEqual(least + 1e-9);
      expect(logE).toBeGreaterThan(least - 0.1);
    }
  });

  it('falls as the difference asked about grows', () => {
    fc.assert(
      fc.property(counts, counts, fc.double({ min: -1, max: 0.9, noNaN: true }), (a, b, d) => {
        expect(rateExcess({ a, b }, d + 0.1)).toBeLessThanOrEqual(rateExcess({ a, b }, d) + 1e-9);
      }),
      { seed: 1, numRuns: 60 },
    );
  });

  it('is the shortfall of the arms exchanged', () => {
    const [a, b] = [
      { n: 100, sum: 10 },
      { n: 100, sum: 40 },
    ];
    expect(rateShortfall({ a: b, b: a }, 0)).toBeGreaterThan(2);
    expect(rateShortfall({ a, b }, 0.6)).toBeCloseTo(
      rateExcess({ a: { n: 100, sum: 90 }, b: { n: 100, sum: 60 } }, -0.6),
      12,
    );
  });

  it('says nothing of an arm without requests', () => {
    const none = { n: 0, sum: 0 };
    expect(rateExcess({ a: none, b: { n: 50, sum: 50 } }, 0)).toBeLessThanOrEqual(0);
    expect(rateExcess({ a: { n: 50, sum: 0 }, b: none }, 0)).toBeLessThanOrEqual(0);
  });
});

describe('rateSides', () => {
  it('alarms with at most the level where requests are dealt by chance, computed exactly', () => {
    const chances = alarmChance({
      arms: { n: 24, share: 0.25 },
      isAlarm: (trials) => rateSides(trials, 0.25).atMost(0) >= -log(LEVEL),
      rates: [0, 0.05, 0.3, 0.5, 0.9].map((p) => [p, p] as const),
    });
    for (const chance of chances) expect(chance).toBeLessThanOrEqual(LEVEL);
    expect(Math.max(...chances)).toBeGreaterThan(LEVEL / 100);
  });

  it('takes three errors of a tenth of the traffic as harm where the split is known', () => {
    const trials = { a: { n: 540, sum: 0 }, b: { n: 60, sum: 3 } };
    expect(rateSides(trials, 0.1).atMost(0)).toBeGreaterThan(log(20));
    expect(rateSides(trials).atMost(0)).toBeLessThan(log(20));
  });

  it('uses the split for no hypothesis that allows a difference', () => {
    const trials = { a: { n: 540, sum: 0 }, b: { n: 60, sum: 3 } };
    expect(rateSides(trials, 0.1).atMost(0.01)).toBeCloseTo(rateExcess(trials, 0.01) - log(2), 12);
  });
});
