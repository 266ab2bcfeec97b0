import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createDeadlines } from './deadlines.ts';

/** Deadlines of 100 ms on a clock that stands still between steps. */
function setStage() {
  let nowMs = 0;
  const timers: { readonly atMs: number; readonly call: () => void }[] = [];
  const deadlines = createDeadlines(100, {
    elapsedMs: () => nowMs,
    wakeAfter: (ms, call) => timers.push({ atMs: nowMs + ms, call }),
  });
  const goTo = (ms: number) => {
    for (;;) {
      const due = timers.findIndex(({ atMs }) => atMs <= ms);
      if (due < 0) break;
      const [timer] = timers.splice(due, 1);
      nowMs = Math.max(nowMs, timer?.atMs ?? 0);
      timer?.call();
    }
    nowMs = ms;
  };
  return { deadlines, goTo, timers, now: () => nowMs };
}

describe('createDeadlines', () => {
  it('calls each that was not taken back at its own time, with one timer at most', () => {
    const steps = fc.record({ afterMs: fc.nat(60), lastsMs: fc.nat(200) });
    fc.assert(
      fc.property(fc.array(steps, { maxLength: 30 }), (requests) => {
        const { deadlines, goTo, timers, now } = setStage();
        const expired = new Map<number, number>();
        const ends: { readonly atMs: number; readonly takeBack: () => void }[] = [];
        let most = 0;
        const endUntil = (ms: number) => {
          for (const end of ends.sort((a, b) => a.atMs - b.atMs))
            if (end.atMs <= ms && end.atMs >= now()) {
              goTo(end.atMs);
              end.takeBack();
            }
          goTo(ms);
        };
        let atMs = 0;
        const starts = requests.map(({ afterMs, lastsMs }, i) => {
          atMs += afterMs;
          endUntil(atMs);
          const takeBack = deadlines.add(() => expired.set(i, now()));
          ends.push({ atMs: atMs + lastsMs, takeBack });
          most = Math.max(most, timers.length);
          return atMs;
        });
        endUntil(atMs + 1000);
        const late = requests.flatMap(({ lastsMs }, i) =>
          lastsMs > 100 ? [[i, (starts[i] ?? 0) + 100]] : [],
        );
        const sure = new Set(late.map(([i]) => i));
        for (const [i, at] of expired) expect(at).toBe((starts[i] ?? 0) + 100);
        for (const i of sure) expect(expired.has(i as number)).toBe(true);
        for (const [i] of expired) expect(requests[i]?.lastsMs).toBeGreaterThanOrEqual(100);
        expect(most).toBeLessThanOrEqual(1);
      }),
      { numRuns: 200 },
    );
  });
});
