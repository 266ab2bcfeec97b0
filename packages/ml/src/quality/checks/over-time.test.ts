import { describe, expect, it } from 'vitest';
import { exp, log, type Random, seededRandom } from '../../math/index.ts';
import { checkFreshness } from './check-freshness.ts';
import { checkVolume } from './check-volume.ts';

/** Knuth's product for small means, rounded normal deviates for large ones. */
function poisson(mean: number, random: Random): number {
  if (mean > 60) return Math.max(0, Math.round(mean + Math.sqrt(mean) * random.normal()));
  let [count, product] = [0, random.next()];
  for (const least = exp(-mean); product > least; count++) product *= random.next();
  return count;
}

/** Share of quiet windows whose p-value is at most the level. */
function alarms(
  draw: (place: number, random: Random) => number,
  {
    nPast,
    season,
    level,
  }: { readonly nPast: number; readonly season: number; readonly level: number },
  nTrials = 1500,
): number {
  let n = 0;
  for (let seed = 0; seed < nTrials; seed++) {
    const random = seededRandom(seed);
    const past = Array.from({ length: nPast }, (_, i) => draw(i % season, random));
    const nRows = draw(nPast % season, random);
    if ((checkVolume({ nRows, past, season })?.pValue ?? 1) <= level) n++;
  }
  return n / nTrials;
}

describe('checkVolume', () => {
  it.each<[string, number, (place: number, random: Random) => number]>([
    ['Poisson counts of 0.5', 1, (_, random) => poisson(0.5, random)],
    ['Poisson counts of 20', 1, (_, random) => poisson(20, random)],
    ['Poisson counts of a day', 24, (hour, random) => poisson(hour < 6 ? 2 : 150, random)],
    ['bursts', 1, (_, random) => poisson(40 * exp(0.5 * random.normal()), random)],
    [
      'bursts of a day',
      24,
      (hour, random) => poisson((hour < 6 ? 20 : 3000) * exp(0.2 * random.normal()), random),
    ],
    ['the same every time', 1, () => 100],
  ])('rings at most as often as asked on %s', (_, season, draw) => {
    for (const level of [0.05, 0.01]) {
      const share = alarms(draw, { nPast: season === 1 ? 12 : 7 * season, season, level }, 400);
      // Level, and three standard errors of 400 trials.
      expect(share).toBeLessThanOrEqual(level + 3 * Math.sqrt((level * (1 - level)) / 400));
    }
  });

  it('finds an hour of the day with half of its rows, and a night as busy as a day', () => {
    const random = seededRandom(9);
    const day = (hour: number) => (hour < 6 ? 20 : 300);
    const past = Array.from({ length: 14 * 24 }, (_, i) => poisson(day(i % 24), random));
    const at = (hour: number, nRows: number) =>
      checkVolume({ nRows, past: past.slice(0, 13 * 24 + hour), season: 24 });
    expect(at(12, 150)?.pValue).toBeLessThan(1e-6);
    expect(at(3, 150)?.pValue).toBeLessThan(1e-6);
    expect(at(3, 21)?.pValue).toBeGreaterThan(0.2);
    expect(at(12, 150)?.effect).toBeCloseTo(0.5, 1);
    expect(at(12, 150)?.why).toMatch(
      /^150 rows came in this window, usually at this time about \d+\.$/,
    );
  });

  it('is exact for rows that come on their own', () => {
    // Of 24 rows of six windows 0 in the last one: 2 (5/6)^24.
    const calm = checkVolume({ nRows: 0, past: [5, 5, 5, 5, 4] });
    expect(calm?.pValue).toBeCloseTo(2 * (5 / 6) ** 24, 12);
  });

  it('says nothing before it has a past', () => {
    expect(checkVolume({ nRows: 5, past: [1, 2, 3, 4] })).toBeUndefined();
    expect(checkVolume({ nRows: 5, past: Array(24).fill(3), season: 24 })).toBeUndefined();
  });

  it.each([{ nRows: -1 }, { nRows: 1.5 }, { past: [Number.NaN] }, { season: 0 }, { season: 2.5 }])(
    'refuses %o',
    (wrong) => {
      expect(() => checkVolume({ nRows: 1, past: [1], ...wrong })).toThrow(/whole numbers/);
    },
  );
});

describe('checkFreshness', () => {
  const gapsOf = (n: number, draw: (random: Random) => number, seed = 1) => {
    const random = seededRandom(seed);
    return Array.from({ length: n }, () => draw(random));
  };
  const pValueAt = (sinceLastMs: number, gapsMs: readonly number[]) =>
    checkFreshness({ sinceLastMs, gapsMs })?.pValue ?? Number.NaN;

  it('is the age of a stream whose rows come on their own, also beyond all gaps before', () => {
    const gaps = gapsOf(5000, (random) => -1000 * log(1 - random.next()));
    for (const t of [0, 1000, 3000, 8000])
      expect(log(pValueAt(t, gaps))).toBeCloseTo(-t / 1000, t > 5000 ? -1 : 0);
    // Far beyond it stays above what an exponential law without doubt would say.
    expect(pValueAt(20_000, gaps)).toBeGreaterThan(exp(-20));
    expect(pValueAt(20_000, gaps)).toBeLessThan(1e-4);
  });

  it('rings as often as asked on looks at any time', () => {
    const draw = (random: Random) => exp(7 + random.normal());
    const gaps = gapsOf(2000, draw);
    const random = seededRandom(7);
    const later = gapsOf(20_000, draw, 2);
    const total = later.reduce((sum, gap) => sum + gap, 0);
    for (const level of [0.1, 0.01]) {
      let nRung = 0;
      const looks = Array.from({ length: 1500 }, () => random.next() * total).sort((a, b) => a - b);
      let [at, start] = [0, 0];
      for (const look of looks) {
        while (start + (later[at] ?? 0) < look) start += later[at++] ?? 0;
        if (pValueAt(look - start, gaps.slice(0, 400)) <= level) nRung++;
      }
      expect(nRung / 1500).toBeLessThanOrEqual(2 * level);
    }
  });

  it('leaves nights alone and finds a night that does not end', () => {
    const hour = 3_600_000;
    const month = Array.from({ length: 30 }, (_, i) => [
      ...Array<number>(160).fill(hour / 10),
      8 * hour + (i - 15) * 60_000,
    ]).flat();
    expect(pValueAt(4 * hour, month)).toBeGreaterThan(0.1);
    expect(pValueAt(7 * hour, month)).toBeGreaterThan(0.01);
    expect(pValueAt(16 * hour, month)).toBeLessThan(1e-6);
  });

  it('of rows on the minute waits for twice the minute', () => {
    const gapsMs = Array<number>(50).fill(60_000);
    expect(checkFreshness({ sinceLastMs: 60_001, gapsMs })?.effect).toBeLessThan(0.001);
    expect(checkFreshness({ sinceLastMs: 180_000, gapsMs })).toMatchObject({
      ...{ pValue: 0, effect: expect.closeTo(2 / 3, 12) },
      why: 'The last row came 3 minutes ago; seldom is it more than 1 minute between two.',
    });
  });

  it('says nothing of few gaps, and refuses times that run backward', () => {
    expect(checkFreshness({ sinceLastMs: 5, gapsMs: [1, 2, 3] })).toBeUndefined();
    expect(() => checkFreshness({ sinceLastMs: 5, gapsMs: [-1] })).toThrow(/at least 0, got -1/);
  });
});
