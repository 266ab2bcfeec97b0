import { describe, expect, it } from 'vitest';
import { createTrafficMeter } from './meter.ts';
import { recentTraffic } from './recent.ts';

const request = { nRows: 2, hasFailed: false, tookMs: 4 };

describe('a traffic meter', () => {
  it('keeps versions apart, in the order of their numbers', () => {
    const meter = createTrafficMeter(() => 60_000);
    for (const version of [2, 1, 2]) meter.count({ name: 'churn', version }, request);
    meter.count({ name: 'other', version: 9 }, request);
    const read = meter.read('churn', 'day');
    expect(read.map(({ version, total }) => [version, total.nRequests, total.nRows])).toEqual([
      [1, 1, 2],
      [2, 2, 4],
    ]);
    expect(meter.read('nobody', 'day')).toEqual([]);
  });

  it('gives up the version that was idle the longest when there are too many', () => {
    let now = 0;
    const meter = createTrafficMeter(() => now);
    for (let version = 1; version <= 65; version++) {
      now += 1;
      meter.count({ name: 'many', version }, request);
      now += 1;
      meter.count({ name: 'many', version: 1 }, request);
    }
    const versions = meter.read('many', 'day').map(({ version }) => version);
    expect(versions).toHaveLength(64);
    expect(versions).toContain(1);
    expect(versions).not.toContain(2);
  });

  it('does not show a version that was not asked within the window', () => {
    let now = 0;
    const meter = createTrafficMeter(() => now);
    meter.count({ name: 'churn', version: 1 }, request);
    now = 605_000;
    expect(meter.read('churn', 'minutes')).toEqual([]);
    expect(meter.read('churn', 'day')).toHaveLength(1);
  });
});

describe('recentTraffic', () => {
  it('adds versions up, and says the latency of the slowest', () => {
    let now = 0;
    const meter = createTrafficMeter(() => now);
    for (let i = 0; i < 60; i++) meter.count({ name: 'churn', version: 1 }, request);
    for (let i = 0; i < 30; i++)
      meter.count({ name: 'churn', version: 2 }, { ...request, tookMs: 100 });
    meter.count({ name: 'churn', version: 2 }, { ...request, hasFailed: true });
    now = 30_000;
    const { nRequests, nFailed, p95Ms, perSecond } = recentTraffic(meter.read('churn', 'minutes'));
    expect([nRequests, nFailed]).toEqual([91, 1]);
    expect(Math.abs((p95Ms ?? 0) / 100 - 1)).toBeLessThan(0.035);
    expect(perSecond).toHaveLength(20);
    expect(perSecond.at(-1)).toBeCloseTo(91 / 30, 2);
    expect(perSecond.slice(0, -1).every((rate) => rate === 0)).toBe(true);
  });
});
