import { describe, expect, it } from 'vitest';
import { exp, log, type Random } from '../math/index.ts';
import { latency } from './latency.ts';
import { mean } from './mean.ts';
import { meanDifference } from './mean-evidence.ts';
import { quantileShift } from './quantile-evidence.ts';
import { rate } from './rate.ts';
import { rateSides } from './rate-evidence.ts';
import { scoreShift } from './score-shift.ts';
import { drill } from './testing/drill.ts';
import { falseAlarms } from './testing/false-alarms.ts';

const LEVEL = 0.05;
const ENOUGH = -log(LEVEL);
const SHARES = [0.5, 0.1, 0.01];

/** What a share of 200 trials stays below with a chance of 99.9 % when its expectation is the level. */
const AT_MOST = 0.105;

describe('false alarms at level 0.05, by seeded trials', () => {
  it.each([0, 0.001, 0.05, 0.5])('of equal rates of %d stay below the level', (p) => {
    for (const share of SHARES)
      for (const known of [share, 0]) {
        const alarms = falseAlarms({
          nTrials: 200,
          nRequests: 5000,
          share,
          every: 25,
          empty: () => rate.empty({ share: known }),
          count: (state, arm, random) => rate.update(state, arm, random.next() < p),
          isAlarm: (state) => rateSides(state, known).atMost(0) >= ENOUGH,
        });
        console.log(`rate ${p}, split ${share} ${known ? 'known' : 'unknown'}: ${alarms}`);
        expect(alarms).toBeLessThanOrEqual(AT_MOST);
      }
  });

  it.each<[string, (random: Random) => number]>([
    ['normal', (random) => random.normal()],
    ['lognormal', (random) => exp(1.5 * random.normal())],
    ['one in a hundred', (random) => Number(random.next() < 0.01)],
    ['money', (random) => (random.next() < 0.03 ? exp(3 + random.normal()) : 0)],
  ])('of equal means stay below the level: %s', (name, draw) => {
    for (const share of SHARES) {
      const alarms = falseAlarms({
        nTrials: 200,
        nRequests: share === 0.01 ? 20_000 : 5000,
        share,
        every: share === 0.01 ? 100 : 25,
        empty: () => mean.empty(),
        count: (state, arm, random) => mean.update(state, arm, draw(random)),
        isAlarm: (state) => (meanDifference(state)?.atMost(0) ?? 0) >= ENOUGH,
      });
      console.log(`mean of ${name}, split ${share}: ${alarms}`);
      expect(alarms).toBeLessThanOrEqual(AT_MOST);
    }
  });

  it.each([0.5, 0.95])(
    'of an equal %d-quantile of the latency stay below the level',
    (quantile) => {
      for (const share of SHARES) {
        const alarms = falseAlarms({
          nTrials: 100,
          nRequests: 2000,
          share,
          every: 50,
          empty: () => latency.empty({ quantile }),
          count: (state, arm, random) => latency.update(state, arm, 20 * exp(random.normal())),
          isAlarm: (state) => quantileShift(state, quantile).atMost(0) >= ENOUGH,
        });
        console.log(`latency ${quantile}, split ${share}: ${alarms}`);
        expect(alarms).toBeLessThanOrEqual(AT_MOST);
      }
    },
  );

  it('of equal scores stay below the level', () => {
    const alarms = falseAlarms({
      nTrials: 100,
      nRequests: 1500,
      share: 0.1,
      every: 100,
      empty: () => scoreShift.empty(),
      count: (state, arm, random) => scoreShift.update(state, arm, random.below(10)),
      isAlarm: (state) =>
        scoreShift.judge(state, { level: LEVEL, margin: 0.1 }).harm.logE >= ENOUGH,
    });
    console.log(`scores: ${alarms}`);
    expect(alarms).toBeLessThanOrEqual(AT_MOST);
  });

  it('roll an equal version back in at most 5 of 100 rollouts under five watches', () => {
    const outcomes = Array.from({ length: 100 }, (_, seed) => {
      const rollout = { seed, share: 0.1, nRequests: 12_000, delay: 3000, every: 400 };
      return drill({}, rollout).decision.outcome;
    });
    const nOf = (outcome: string) => outcomes.filter((each) => each === outcome).length;
    console.log(`equal versions: ${nOf('harm')} rolled back, ${nOf('no-harm')} cleared of 100`);
    expect(nOf('harm')).toBeLessThanOrEqual(5);
  });
});
