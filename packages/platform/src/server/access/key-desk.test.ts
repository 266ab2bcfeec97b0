import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createKeyDesk } from './key-desk.ts';
import { createKeyMeter, DAY_MS } from './key-meter.ts';

const NONE = { perSecond: null, burst: null, perDay: null };
const MIDDAY = DAY_MS / 2;

describe('the desk of keys', () => {
  it('grants workers together what a single process would allow', () => {
    const steps = fc.array(fc.tuple(fc.nat(300), fc.integer({ min: 1, max: 6 })), {
      maxLength: 40,
    });
    const limited = fc.record({
      perSecond: fc.constantFrom(1, 4, 16),
      burst: fc.integer({ min: 1, max: 8 }),
      perDay: fc.constantFrom(null, 1, 20),
    });
    fc.assert(
      fc.property(limited, steps, (limits, list) => {
        let now = MIDDAY;
        let nToday = 0;
        const grant = createKeyDesk(() => now);
        const alone = createKeyMeter(limits);
        for (const [ms, nWanted] of list) {
          now += ms;
          const { nGranted } = grant({ id: 'k', limits, nWanted, nToday: 0 });
          const allowed = Array.from({ length: nWanted }, () => {
            const { isAllowed } = alone.take(now, nToday) as { isAllowed: boolean };
            nToday += isAllowed ? 1 : 0;
            return isAllowed;
          });
          expect(nGranted).toBe(allowed.filter(Boolean).length);
        }
      }),
      { seed: 11, numRuns: 200 },
    );
  });

  it('takes back what was not used, and never more than the bucket holds', () => {
    const grant = createKeyDesk(() => MIDDAY);
    const limits = { perSecond: 1, burst: 5, perDay: 10 };
    const ask = (nWanted: number) => grant({ id: 'k', limits, nWanted, nToday: 0 });
    expect(ask(4)).toMatchObject({ nGranted: 4, rest: { rate: { left: 1 }, day: { left: 6 } } });
    expect(ask(-2)).toMatchObject({ nGranted: 0, rest: { rate: { left: 3 }, day: { left: 8 } } });
    expect(ask(-40).rest.rate?.left).toBe(5);
  });

  it('knows of requests that other servers of the home answered, as far as workers do', () => {
    const limits = { ...NONE, perDay: 10 };
    const grant = createKeyDesk(() => MIDDAY);
    expect(grant({ id: 'k', limits, nWanted: 5, nToday: 3 }).nGranted).toBe(5);
    expect(grant({ id: 'k', limits, nWanted: 1, nToday: 9 }).nGranted).toBe(1);
    expect(grant({ id: 'k', limits, nWanted: 1, nToday: 9 })).toMatchObject({
      ...{ nGranted: 0, refusal: { reached: 'day', waitMs: DAY_MS / 2 } },
    });
  });

  it('begins each day anew, whatever workers still tell of the one before', () => {
    let now = MIDDAY;
    const limits = { ...NONE, perDay: 2 };
    const grant = createKeyDesk(() => now);
    expect(grant({ id: 'k', limits, nWanted: 3, nToday: 0 }).nGranted).toBe(2);
    now = DAY_MS + 1000;
    expect(grant({ id: 'k', limits, nWanted: 3, nToday: 2 }).nGranted).toBe(2);
  });
});
