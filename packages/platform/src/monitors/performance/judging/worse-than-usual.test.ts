import { seededRandom } from '@kaizenml/ml/math';
import { describe, expect, it } from 'vitest';
import { addToMean, noMean } from '../outcomes/mean-sum.ts';
import { measureOutcomes, Z_95 } from '../outcomes/measure-outcomes.ts';
import { addOutcomes, noOutcomes, type OutcomeCounts } from '../outcomes/outcome-counts.ts';
import { surelyWorse } from './surely-worse.ts';
import { worseThanUsual } from './worse-than-usual.ts';

const measured = { metric: 'mae', nClasses: 0 };
const reference = { value: 2, low: 1.9, high: 2.1 };
const N_VERDICTS = 400;
/** By day answers are off by three on average, by night by one. */
const [DAY, NIGHT] = [3, 1];

const random = seededRandom(17);
/** Errors of rows with an exponential law of this mean. */
function errors(mean: number, nRows = 300): OutcomeCounts {
  const sum = noMean();
  for (let i = 0; i < nRows; i++) addToMean(sum, -mean * Math.log(1 - random.next()), 1);
  return { ...noOutcomes(), nRows, means: { mae: sum } };
}

function together(all: readonly OutcomeCounts[]): OutcomeCounts {
  const sum = noOutcomes();
  for (const one of all) addOutcomes(sum, one);
  return sum;
}

function held(now: OutcomeCounts) {
  const realised = measureOutcomes(now, measured);
  if (realised === undefined) throw new Error('Errors have a mean.');
  return { measured, realised, reference, better: 'lower' as const, margin: 0.2 };
}

/** The other days and the nights of a season. */
const OTHERS = together([errors(DAY, 1200), errors(NIGHT, 1500)]);

/** Outcomes whose errors are so many times as large. */
function times(outcomes: OutcomeCounts, factor: number): OutcomeCounts {
  const { mae = noMean() } = outcomes.means;
  const larger = { ...mae, mean: factor * mae.mean, squares: factor ** 2 * mae.squares };
  return { ...outcomes, means: { mae: larger } };
}

/** Four seasons in which errors are so many times as large, and each day by its own chance. */
function seasonsOf({
  level = 1,
  chance = () => 1,
}: {
  readonly level?: number;
  readonly chance?: () => number;
} = {}) {
  const outcomes = Array.from({ length: 4 }, () => {
    const hours = errors(level * DAY * chance());
    return { hours, all: together([hours, times(OTHERS, level)]) };
  });
  return { outcomes, areCalm: true };
}

/** Share of days that are called worse than in training. */
function shareWorse(isWorse: (day: OutcomeCounts) => boolean, day: () => OutcomeCounts): number {
  const days = Array.from({ length: N_VERDICTS }, day);
  return days.filter(isWorse).length / N_VERDICTS;
}

describe('worseThanUsual', () => {
  it('calls no day worse because it is day, as a comparison with all hours does', () => {
    const plain = (day: OutcomeCounts) => {
      const { realised, better, margin } = held(day);
      const current = { ...realised, z: Z_95 };
      return (
        surelyWorse(current, { ...reference, z: Z_95 }, { better, margin }).verdict === 'drift'
      );
    };
    expect(shareWorse(plain, () => errors(DAY))).toBeGreaterThan(0.9);
    const beside = (day: OutcomeCounts) =>
      worseThanUsual(held(day), seasonsOf())?.worse.verdict === 'drift';
    // At most 5 of 1 000; of 400 the binomial distribution has more than 8 in 1 of 1 000 cases.
    expect(shareWorse(beside, () => errors(DAY))).toBeLessThanOrEqual(8 / N_VERDICTS);
  });

  it('is as calm where every season has chances of its own', () => {
    const chance = () => Math.exp(0.15 * random.normal());
    const isWorse = (day: OutcomeCounts) =>
      worseThanUsual(held(day), seasonsOf({ chance }))?.worse.verdict === 'drift';
    // With the margin at most 5 of 1 000 if the spread was known; four seasons know it to a half.
    expect(shareWorse(isWorse, () => errors(DAY * chance()))).toBeLessThan(0.03);
  });

  it('tells a model that has become worse, and one that was it from the first day on', () => {
    const seasons = seasonsOf();
    const worse = worseThanUsual(held(errors(1.5 * DAY)), seasons);
    expect(worse?.worse.verdict).toBe('drift');
    expect(worse?.usual).toBeCloseTo(DAY, 0);
    // Seasons of a model that errs twice as much at all hours have the same hours.
    const twice = seasonsOf({ level: 2 });
    expect(worseThanUsual(held(errors(2 * DAY)), twice)?.worse.verdict).toBe('drift');
    expect(worseThanUsual(held(errors(DAY)), twice)?.worse.verdict).not.toBe('drift');
  });

  it('knows the hours by another version, or by another world', () => {
    const [world, own] = [seasonsOf({ level: 7 }), seasonsOf()];
    const outcomes = [...world.outcomes.slice(0, 2), ...own.outcomes.slice(0, 2)];
    const mixed = { outcomes, areCalm: true };
    expect(worseThanUsual(held(errors(DAY)), mixed)?.usual).toBeCloseTo(DAY, 0);
    expect(worseThanUsual(held(errors(2 * DAY)), mixed)?.worse.verdict).toBe('drift');
  });

  it('is not calmed by seasons that differ because answers were worse', () => {
    const [half] = seasonsOf().outcomes;
    if (half === undefined) throw new Error('There are four seasons.');
    const { hours, all } = half;
    const outcomes = [half, { hours: times(hours, 4), all: together([all, times(OTHERS, 3)]) }];
    const bad = held(errors(3 * DAY));
    expect(worseThanUsual(bad, { outcomes, areCalm: false })?.worse.verdict).toBe('drift');
    expect(worseThanUsual(bad, { outcomes, areCalm: true })?.worse.verdict).not.toBe('drift');
  });

  it('says nothing of no season', () => {
    expect(worseThanUsual(held(errors(DAY)), { outcomes: [], areCalm: true })).toBeUndefined();
  });
});
