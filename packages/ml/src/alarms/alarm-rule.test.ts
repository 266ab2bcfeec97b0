import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type AlarmEvent, type AlarmRule, countWindow, startRule } from './alarm-rule.ts';

const anyRule = fc
  .record({
    raiseAfter: fc.integer({ min: 1, max: 5 }),
    more: fc.integer({ min: 0, max: 4 }),
    clearAfter: fc.integer({ min: 2, max: 6 }),
  })
  .map(({ raiseAfter, more, clearAfter }) => ({
    raiseAfter,
    outOf: raiseAfter + more,
    clearAfter,
  }));
const anyWindows = fc.array(fc.boolean(), { maxLength: 200 });

function eventsOf(rule: Partial<AlarmRule>, windows: readonly (boolean | null)[]): AlarmEvent[] {
  const state = startRule(rule);
  return windows.map((window) => countWindow(state, window));
}

const count = (events: readonly AlarmEvent[], event: AlarmEvent) =>
  events.filter((each) => each === event).length;

describe('an alarm rule', () => {
  it('makes one alert of a value that keeps crossing its threshold', () => {
    fc.assert(
      fc.property(anyRule, fc.integer({ min: 1, max: 20 }), (rule, nCrossings) => {
        const within = Array.from({ length: rule.clearAfter - 1 }, () => false);
        const beyond = Array.from({ length: rule.raiseAfter }, () => true);
        const windows = Array.from({ length: nCrossings }, () => [...beyond, ...within]).flat();
        expect(count(eventsOf(rule, windows), 'raised')).toBe(1);
      }),
      { seed: 1 },
    );
  });

  it('raises only with enough windows beyond, and clears only after enough in a row within', () => {
    fc.assert(
      fc.property(anyRule, anyWindows, (rule, windows) => {
        const events = eventsOf(rule, windows);
        for (const [i, event] of events.entries()) {
          const latest = windows.slice(Math.max(0, i + 1 - rule.outOf), i + 1);
          if (event === 'raised')
            expect(latest.filter(Boolean).length).toBeGreaterThanOrEqual(rule.raiseAfter);
          if (event === 'cleared')
            expect(windows.slice(i + 1 - rule.clearAfter, i + 1)).not.toContain(true);
        }
        const turns = events.filter((event) => event === 'raised' || event === 'cleared');
        for (const [i, turn] of turns.entries())
          expect(turn).toBe(i % 2 === 0 ? 'raised' : 'cleared');
      }),
      { seed: 2 },
    );
  });

  it('goes on where it was when it is written down and read after any window', () => {
    fc.assert(
      fc.property(anyRule, anyWindows, (rule, windows) => {
        let state = startRule(rule);
        const events = windows.map((window) => {
          state = JSON.parse(JSON.stringify(state));
          return countWindow(state, window);
        });
        expect(events).toEqual(eventsOf(rule, windows));
      }),
      { seed: 3 },
    );
  });

  it('is not moved by windows without a verdict', () => {
    const windows = [true, null, null, true, null, false, false, null, false];
    expect(eventsOf({}, windows)).toEqual([
      'quiet',
      'quiet',
      'quiet',
      'raised',
      'raised-still',
      'raised-still',
      'raised-still',
      'raised-still',
      'cleared',
    ]);
  });

  it('refuses to ask for more windows than it counts', () => {
    expect(() => startRule({ raiseAfter: 4, outOf: 3 })).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message:
          'An alarm rule must count at least as many windows as it asks for, got 4 out of 3.',
        details: { raiseAfter: 4, outOf: 3 },
      }),
    );
    expect(() => startRule({ outOf: 0 })).toThrow(
      expect.objectContaining({ code: 'PARAM_OUT_OF_RANGE' }),
    );
    expect(() => startRule({ after: 1 } as never)).toThrow(
      expect.objectContaining({ code: 'PARAM_UNKNOWN' }),
    );
  });
});
