import { describe, expect, it } from 'vitest';
import { exp, log } from '../math/index.ts';
import { latency } from './latency.ts';
import { binsOf } from './latency-bins.ts';
import { mean } from './mean.ts';
import { meanDifference } from './mean-evidence.ts';
import { quantileShift } from './quantile-evidence.ts';
import { falseAlarms } from './testing/false-alarms.ts';

const LEVEL = 0.2;
const SMALL = { nTrials: 40, nRequests: 600, every: 20 };

/** What a share of 40 trials stays below with a chance of 99.9 % when its expectation is the level. */
const AT_MOST = 0.41;

describe('false alarms', () => {
  it.each([0.5, 0.2])('of equal means stay below the level: split %d', (share) => {
    const looking = (level: number) =>
      falseAlarms({
        ...SMALL,
        share,
        empty: () => mean.empty(),
        count: (state, arm, random) => mean.update(state, arm, -log(1 - random.next())),
        isAlarm: (state) => (meanDifference(state)?.atMost(0) ?? 0) >= -log(level),
      });
    expect(looking(LEVEL)).toBeLessThanOrEqual(AT_MOST);
    expect(looking(0.9)).toBeGreaterThan(0);
  });

  it('of a median that is one half slower stay below the level, until less is asked about', () => {
    const looking = (factor: number) =>
      falseAlarms({
        ...SMALL,
        nTrials: 10,
        share: 0.3,
        empty: () => latency.empty({ quantile: 0.5 }),
        count: (state, arm, random) =>
          latency.update(state, arm, (arm === 'b' ? 1.5 : 1) * 20 * exp(0.4 * random.normal())),
        isAlarm: (state) => quantileShift(state, 0.5).atMost(binsOf(factor)) >= -log(LEVEL),
      });
    expect(looking(1.5)).toBeLessThanOrEqual(0.5);
    expect(looking(1)).toBeGreaterThan(0.9);
  });
});
