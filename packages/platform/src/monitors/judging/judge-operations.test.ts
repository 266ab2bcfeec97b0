import { seededRandom } from '@kaizenml/ml/math';
import { countColumn } from '@kaizenml/ml/windows';
import { describe, expect, it } from 'vitest';
import { LATENCY_BINNING } from '../counting/latency-binning.ts';
import { packCounts } from '../counting/pack-counts.ts';
import { emptyCounts } from '../counting/window-counts.ts';
import type { WindowRecord } from '../store.ts';
import { judgeOperations } from './judge-operations.ts';

const START_MS = Date.parse('2026-03-02T00:00:00.000Z');
const HOUR_MS = 3_600_000;
const subject = 'endpoint:churn';
const settings = { window: '1h' };

interface Hour {
  readonly failing?: number;
  readonly medianMs?: number;
  readonly nRequests?: number;
}

/** An hour of requests whose latencies are log-normal; each fails with a probability. */
function hourOf(
  hour: number,
  { failing = 0.01, medianMs = 20, nRequests = 400 }: Hour = {},
): WindowRecord {
  const random = seededRandom(50 + hour);
  const latencies: number[] = [];
  let nFailures = 0;
  for (let i = 0; i < nRequests; i++)
    if (random.next() < failing) nFailures++;
    else latencies.push(medianMs * Math.exp(0.5 * random.normal()));
  const values = Float64Array.from(latencies);
  const latency = countColumn(LATENCY_BINNING, { name: 'latency_ms', kind: 'number', values });
  const [start, end] = [hour, hour + 1].map((h) => new Date(START_MS + h * HOUR_MS).toISOString());
  return {
    ...{ start: start ?? '', end: end ?? '', version: 1, nRows: latencies.length },
    body: packCounts({ ...emptyCounts([]), nRequests: latencies.length, nFailures, latency }),
  };
}

/** Judges an hour after others. */
async function judge(past: readonly WindowRecord[], now: WindowRecord) {
  const monitors = {
    windows: async (_: string, { from = '', to = '' }: { from?: string; to?: string }) =>
      past.filter(({ start, end }) => start >= from && end <= to),
  };
  const found = await judgeOperations(monitors, { subject, windows: [now], settings });
  return Object.fromEntries(found.map(({ column, verdict }) => [column, verdict]));
}
const hours = (n: number, of: (hour: number) => Hour = () => ({})) =>
  Array.from({ length: n }, (_, hour) => hourOf(hour, of(hour)));
const CALM = { failures: 'calm', latency_p99: 'calm' };

describe('judgeOperations', () => {
  it('is calm in a hundred hours in which nothing changes', async () => {
    const all = hours(124);
    for (const now of all.slice(24)) {
      const found = await judge(all, now);
      expect(found.failures).not.toBe('drift');
      expect(found.latency_p99).not.toBe('drift');
    }
  });

  it('tells of failures, and of the slowest requests, each on its own', async () => {
    expect(await judge(hours(24), hourOf(24, { failing: 0.06 }))).toEqual({
      ...CALM,
      failures: 'drift',
    });
    expect(await judge(hours(24), hourOf(24, { medianMs: 60 }))).toEqual({
      ...CALM,
      latency_p99: 'drift',
    });
  });

  it('does not call an endpoint slow that is so in every fourth hour', async () => {
    const isBusy = (hour: number) => hour % 4 === 0;
    const past = hours(24, (hour) => ({ medianMs: isBusy(hour) ? 35 : 20 + (hour % 3) * 5 }));
    expect(await judge(past, hourOf(24, { medianMs: 35 }))).toEqual(CALM);
  });

  it('says nothing before twelve hours of requests', async () => {
    expect(await judge(hours(11), hourOf(11, { failing: 0.5 }))).toEqual({});
    expect(
      await judge(
        hours(24, () => ({ nRequests: 10 })),
        hourOf(24),
      ),
    ).toEqual({});
  });
});
