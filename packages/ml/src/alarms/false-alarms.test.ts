import { describe, expect, it } from 'vitest';
import { seededRandom } from '../math/index.ts';
import { type AlarmRule, countWindow, startRule } from './alarm-rule.ts';
import { falseAlarms } from './false-alarms.ts';

const rule = (raiseAfter: number, outOf: number, clearAfter: number): AlarmRule => ({
  raiseAfter,
  outOf,
  clearAfter,
});

describe('falseAlarms', () => {
  it('is rate (1 - rate) per window where one window raises and one clears', () => {
    const { nAlerts } = falseAlarms(rule(1, 1, 1), { rate: 0.05, nWindows: 720 });
    expect(nAlerts).toBeCloseTo(720 * 0.05 * 0.95, 10);
  });

  it("has Feller's mean time to a run: 14 tosses to three heads in a row", () => {
    const { windowsToAlert } = falseAlarms(rule(3, 3, 1), { rate: 0.5, nWindows: 1 });
    expect(windowsToAlert).toBeCloseTo(14, 12);
  });

  it('has the mean time to two heads within three tosses by hand: (1 / p + 1 + q) / (1 - q^2)', () => {
    for (const rate of [0.5, 0.1, 1e-7]) {
      const q = 1 - rate;
      // After a head two tosses may bring the second; else all begins anew, three tosses on.
      const windowsToAlert = (1 / rate + 1 + q) / (1 - q * q);
      const found = falseAlarms(rule(2, 3, 3), { rate, nWindows: 1 }).windowsToAlert;
      expect((found ?? 0) / windowsToAlert).toBeCloseTo(1, 6);
    }
  });

  it.each([rule(2, 3, 3), rule(3, 5, 2), rule(4, 4, 3), rule(2, 12, 5), rule(1, 1, 4)])(
    'is what 200 000 simulated windows raise: %j',
    (given) => {
      const random = seededRandom(7);
      const state = startRule(given);
      const nWindows = 200_000;
      let nRaised = 0;
      for (let i = 0; i < nWindows; i++)
        if (countWindow(state, random.next() < 0.3) === 'raised') nRaised++;
      const { nAlerts } = falseAlarms(given, { rate: 0.3, nWindows });
      expect(nRaised / nAlerts).toBeGreaterThan(0.96);
      expect(nRaised / nAlerts).toBeLessThan(1.04);
    },
  );

  it('adds up over rules, and is none where chance never raises or never clears', () => {
    const one = falseAlarms({}, { rate: 0.01, nWindows: 720 });
    const many = falseAlarms({}, { rate: 0.01, nWindows: 720, nRules: 50 });
    expect(many.nAlerts).toBeCloseTo(50 * one.nAlerts, 10);
    expect(falseAlarms({}, { rate: 0, nWindows: 720 })).toMatchObject({
      nAlerts: 0,
      windowsToAlert: null,
    });
    expect(falseAlarms({}, { rate: 1, nWindows: 720 })).toMatchObject({
      nAlerts: 0,
      windowsToClear: null,
    });
  });

  it('refuses a rate above 1', () => {
    expect(() => falseAlarms({}, { rate: 2, nWindows: 1 })).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        details: { rate: 2, nWindows: 1, nRules: 1 },
      }),
    );
    expect(() => falseAlarms({ outOf: 0 }, { rate: 0.1, nWindows: 1 })).toThrow(
      expect.objectContaining({ code: 'PARAM_OUT_OF_RANGE' }),
    );
    expect(() => falseAlarms({ x: 0 } as never, { rate: 0.1, nWindows: 1 })).toThrow(
      expect.objectContaining({ code: 'PARAM_UNKNOWN' }),
    );
  });
});
