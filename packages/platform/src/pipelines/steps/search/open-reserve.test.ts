import { describe, expect, it } from 'vitest';
import type { Speed, Trial } from '../../../automl/index.ts';
import { openReserve, type ReserveSetting } from './open-reserve.ts';

const trials = Array.from(
  { length: 12 },
  (_, i): Trial => ({
    candidate: { id: `ridge-${i}`, estimator: 'ridge', params: {}, isBaseline: false },
    status: 'finished',
    scores: [1 - i / 100],
    fitMs: 200,
    predictMicrosPerRow: 1,
  }),
);
const speed = { pace: () => 1, preparationMs: () => 0 } as Partial<Speed> as Speed;
const setting: ReserveSetting = {
  shape: {
    nTrainRows: 1000,
    nTestRows: 200,
    nSampleRows: 1000,
    nFoldRows: 800,
    nHeldOutRows: 1000,
    width: 1,
  },
  metric: 'roc_auc',
  clock: { now: () => 0 },
  leftMs: 60_000,
  recipe: () => 'dense',
  team: (ranked) => ranked.slice(0, 2),
  fitsEach: () => 1,
  fitTimes: 2.25,
};

describe('openReserve', () => {
  it('keeps time for the best eight until the team was seen, and from then on for that', () => {
    const reserve = openReserve(setting);
    const guessed = reserve.ms(trials, speed, false);
    const seen = reserve.ms(trials, speed, true);
    // 250 ms each, 2.25 times; answers to rows, and a choice that took no time, are the rest.
    expect(guessed - seen).toBeCloseTo(6 * 250 * 2.25 + 6 * 2 * 0.001 * 200 + 36, 6);
    expect(reserve.ms(trials, speed, false)).toBe(seen);
    expect(reserve.fitTimes()).toBe(2.25);
  });

  it('keeps time for every fit of a bag', () => {
    const seenWith = (fitsEach: number) =>
      openReserve({ ...setting, fitsEach: () => fitsEach }).ms(trials, speed, true);
    expect(seenWith(4) - seenWith(1)).toBeCloseTo(3 * 2 * 250 * 2.25, 6);
  });

  it('plans one training where two would take nearly half of the time', () => {
    const reserve = openReserve({ ...setting, leftMs: 6000 });
    reserve.ms(trials, speed, true);
    expect(reserve.fitTimes()).toBe(2.25);
    reserve.ms(
      trials.map((trial) => ({ ...trial, fitMs: 2000 })),
      speed,
      true,
    );
    expect(reserve.fitTimes()).toBe(1);
  });

  it('goes by the best few where no team can be seen', () => {
    const blind = openReserve({ ...setting, team: () => [] });
    expect(blind.ms(trials, speed, true)).toBe(openReserve(setting).ms(trials, speed, false));
  });
});
