import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findRate } from './find-rate.ts';
import { runOpenLoop, type SenderTime } from './open-loop.ts';
import { rowsOf } from './rows-of.ts';
import { type Step, toStep } from './step.ts';

/** Time that passes only when all who run in it sleep. */
function virtualTime(): SenderTime & { run<T>(work: Promise<T>): Promise<T> } {
  let now = 0;
  const sleepers: { readonly at: number; readonly wake: () => void }[] = [];
  return {
    now: () => now,
    sleep: (ms) => new Promise<void>((wake) => sleepers.push({ at: now + ms, wake })),
    async run(work) {
      let isOver = false;
      void work.finally(() => {
        isOver = true;
      });
      for (;;) {
        await new Promise((resolve) => setImmediate(resolve));
        if (isOver) return await work;
        sleepers.sort((a, b) => a.at - b.at);
        const next = sleepers.shift();
        if (next === undefined) continue;
        now = Math.max(now, next.at);
        next.wake();
      }
    },
  };
}

/** One server, first come first served; `serviceMs` of request i. */
function queue(time: SenderTime, serviceMs: (i: number) => number) {
  let freeAt = 0;
  let i = 0;
  return async (): Promise<boolean> => {
    freeAt = Math.max(freeAt, time.now()) + serviceMs(i++);
    await time.sleep(freeAt - time.now());
    return true;
  };
}

describe('open loop', () => {
  it('tells the waits that queueing theory gives, those behind a stalled request too', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(10, 50, 100),
        fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 20, maxLength: 20 }),
        async (ratePerSec, services) => {
          const time = virtualTime();
          const send = queue(time, (i) => services[i] ?? 0);
          const seconds = services.length / ratePerSec;
          const loop = { ratePerSec, seconds, maxUnanswered: 1000, send };
          const sent = await time.run(runOpenLoop(loop, time));
          let waitMs = 0;
          const lindley = services.map((service, i) => {
            if (i > 0) waitMs = Math.max(0, waitMs + (services[i - 1] ?? 0) - 1000 / ratePerSec);
            return waitMs + service;
          });
          expect(sent.latenciesMs.toSorted((a, b) => a - b)).toEqual(
            lindley.toSorted((a, b) => a - b).map((ms) => expect.closeTo(ms, 6)),
          );
          expect(sent).toMatchObject({ nFailed: 0, isOverrun: false });
        },
      ),
      { seed: 55, numRuns: 30 },
    );
  });

  it('sends no more once too much is unanswered, and says so', async () => {
    const time = virtualTime();
    const loop = { ratePerSec: 100, seconds: 10, maxUnanswered: 5, send: queue(time, () => 1e6) };
    const sent = await time.run(runOpenLoop(loop, time));
    expect(sent.isOverrun).toBe(true);
    expect(sent.latenciesMs).toHaveLength(5);
    expect(toStep(sent, { ratePerSec: 100, budgetP99Ms: 1e9 }).outcome).toBe('late');
  });
});

describe('a step', () => {
  const sent = { nFailed: 0, senderLateMs: 0, isOverrun: false };
  const at = { ratePerSec: 10, budgetP99Ms: 20 };

  it('takes the percentiles of the nearest rank', () => {
    const latenciesMs = Array.from({ length: 1000 }, (_, i) => 1000 - i);
    expect(toStep({ ...sent, latenciesMs }, at)).toMatchObject({
      p50Ms: 500,
      p99Ms: 990,
      p999Ms: 999,
      nRequests: 1000,
      outcome: 'late',
    });
  });

  it('holds the budget, is late, has failed, or was too much for the sender', () => {
    const latenciesMs = Array.from({ length: 1000 }, () => 20);
    expect(toStep({ ...sent, latenciesMs }, at).outcome).toBe('held');
    expect(toStep({ ...sent, latenciesMs, nFailed: 1 }, at).outcome).toBe('held');
    expect(toStep({ ...sent, latenciesMs, nFailed: 2 }, at).outcome).toBe('failed');
    const late = latenciesMs.map((ms, i) => (i < 11 ? ms + 1 : ms));
    expect(toStep({ ...sent, latenciesMs: late }, at).outcome).toBe('late');
    expect(toStep({ ...sent, latenciesMs: late, senderLateMs: 11 }, at).outcome).toBe('sender');
    expect(toStep({ ...sent, latenciesMs: [], nFailed: 3 }, at)).toMatchObject({
      p50Ms: null,
      outcome: 'failed',
    });
  });
});

describe('the rate that holds', () => {
  const measureUpTo = (capacity: number) => async (ratePerSec: number) =>
    ({ ratePerSec, outcome: ratePerSec <= capacity ? 'held' : 'late' }) as Step;

  it('is found to a tenth in few steps, wherever it lies', async () => {
    await fc.assert(
      fc.asyncProperty(fc.double({ min: 2, max: 200_000, noNaN: true }), async (capacity) => {
        const steps = await findRate(measureUpTo(capacity));
        const held = Math.max(
          ...steps.filter(({ outcome }) => outcome === 'held').map((step) => step.ratePerSec),
        );
        expect(held).toBeLessThanOrEqual(capacity);
        expect(held).toBeGreaterThanOrEqual(capacity / 1.16);
        expect(steps.length).toBeLessThanOrEqual(26);
      }),
      { seed: 55, numRuns: 300 },
    );
  });

  it('is not given up for one bad step', async () => {
    let n = 0;
    const steps = await findRate(async (ratePerSec) => {
      n++;
      return { ratePerSec, outcome: ratePerSec <= 800 && n !== 2 ? 'held' : 'late' } as Step;
    });
    expect(steps.slice(0, 4).map(({ ratePerSec }) => ratePerSec)).toEqual([50, 100, 100, 200]);
    const held = steps.filter(({ outcome }) => outcome === 'held');
    expect(Math.max(...held.map(({ ratePerSec }) => ratePerSec))).toBe(800);
  });

  it('is looked for within bounds when nothing or everything holds', async () => {
    const none = await findRate(measureUpTo(0));
    expect(none.every(({ outcome }) => outcome === 'late')).toBe(true);
    expect(none.length).toBeLessThanOrEqual(32);
    expect(await findRate(measureUpTo(Number.POSITIVE_INFINITY))).toHaveLength(32);
  });
});

describe('rows', () => {
  it('keep to ranges, whole numbers and levels, differ, and are the same for the same seed', () => {
    const inputs = [
      { name: 'months', kind: 'number', integer: true, range: [0, 72] },
      { name: 'fee', kind: 'number', range: [-1, 1] },
      { name: 'plan', kind: 'category', levels: ['basic', 'family'] },
      { name: 'note', kind: 'text', typical: 'hello' },
    ].map((field) => ({ shareMissing: 0, required: true, typical: null, ...field }));
    const signature = { inputs } as unknown as Parameters<typeof rowsOf>[0];
    const rows = rowsOf(signature, { nRows: 200, seed: 1 });
    for (const { months, fee, plan, note } of rows) {
      expect(Number.isInteger(months)).toBe(true);
      expect(months).toBeGreaterThanOrEqual(0);
      expect(months).toBeLessThanOrEqual(72);
      expect(Math.abs(fee as number)).toBeLessThanOrEqual(1);
      expect(['basic', 'family']).toContain(plan);
      expect(note).toBe('hello');
    }
    expect(new Set(rows.map((row) => JSON.stringify(row))).size).toBeGreaterThan(190);
    expect(rowsOf(signature, { nRows: 200, seed: 1 })).toEqual(rows);
    expect(rowsOf(signature, { nRows: 200, seed: 2 })).not.toEqual(rows);
  });
});
