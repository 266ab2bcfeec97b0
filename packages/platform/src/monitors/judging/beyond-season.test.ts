import { seededRandom } from '@kaizenml/ml/math';
import { chooseBinning, countColumn } from '@kaizenml/ml/windows';
import { describe, expect, it } from 'vitest';
import { beyondSeason } from './beyond-season.ts';
import { compareCounted } from './compare-counted.ts';

const N_ROWS = 60;
const N_SEASONS = 8;
const column = (values: Float64Array) => ({ name: 'load', kind: 'number' as const, values });
/** Loads of a day and of a night lie two deviations apart. */
const random = seededRandom(3);
const ofAllHours = column(
  Float64Array.from({ length: 4000 }, (_, i) => random.normal() + (i % 2 === 0 ? 1 : -1)),
);
const binning = chooseBinning(ofAllHours);
const training = { binning, window: countColumn(binning, ofAllHours) };
const day = (shift: number) => {
  const values = Float64Array.from({ length: N_ROWS }, () => random.normal() + 1 + shift);
  return { binning, window: countColumn(binning, column(values)) };
};
const all = { rate: 0.05, leastEffect: 0 };

/** Share of days called different at a level, where each day moves by chance and by nothing else. */
function shareBelow(
  level: number,
  {
    spread,
    nDays,
    nSeasons = N_SEASONS,
  }: { readonly spread: number; readonly nDays: number; readonly nSeasons?: number },
): number {
  let nBelow = 0;
  for (let i = 0; i < nDays; i++) {
    const seasons = Array.from({ length: nSeasons }, () => day(spread * random.normal()));
    const now = day(spread * random.normal());
    const found = beyondSeason(compareCounted(training, now), { ...now, seasons }, all);
    if ((found.pValue ?? 1) <= level) nBelow++;
  }
  return nBelow / nDays;
}

describe('beyondSeason', () => {
  it('calls as many days different as it is asked to, though every day differs from the reference', () => {
    expect(compareCounted(training, day(0)).pValue).toBeLessThan(1e-6);
    // 5 of 100; of 300 days the binomial distribution has more than 28 in 1 of 1 000 cases.
    expect(shareBelow(0.05, { spread: 0, nDays: 300 })).toBeLessThanOrEqual(28 / 300);
  });

  it('knows from the seasons how far whole days differ, which a single season cannot tell', () => {
    const days = { spread: 0.4, nDays: 80 };
    expect(shareBelow(0.01, { ...days, nSeasons: 1 })).toBeGreaterThan(0.2);
    // 1 of 100 if the spread was known; eight seasons know it to a quarter, so that it is 4 of 100 by Student's law.
    expect(shareBelow(0.01, days)).toBeLessThan(0.1);
  });

  it('tells a day that moved from days as they are, surely', () => {
    const seasons = Array.from({ length: N_SEASONS }, () => day(0));
    const moved = day(1);
    const found = beyondSeason(compareCounted(training, moved), { ...moved, seasons }, all);
    expect(found.pValue).toBeLessThan(1e-4);
    expect(found.pValue).toBeGreaterThanOrEqual(compareCounted(training, moved).pValue ?? 1);
    const back = day(-1);
    const same = compareCounted(training, back);
    // A day as cold as the mean of all hours is as in training: only both differences together are one.
    expect(beyondSeason(same, { ...back, seasons }, all).effect).toBeLessThan(same.effect + 1e-12);
  });

  it('claims nothing while a season is learned, and all where none is asked for', () => {
    const now = day(0);
    const found = compareCounted(training, now);
    expect(beyondSeason(found, { ...now, seasons: 'learning' }, all).pValue).toBe(1);
    expect(beyondSeason(found, now, all)).toBe(found);
  });
});
