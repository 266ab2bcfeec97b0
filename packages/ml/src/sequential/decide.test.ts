import { describe, expect, it } from 'vitest';
import { log } from '../math/index.ts';
import { decide, type Watch } from './decide.ts';
import { rate } from './rate.ts';

const counted = (a: [n: number, sum: number], b: [n: number, sum: number]) => ({
  ...rate.empty(),
  a: { n: a[0], sum: a[1] },
  b: { n: b[0], sum: b[1] },
});
const equal = counted([40_000, 400], [40_000, 400]);
const harmed = counted([2000, 10], [2000, 120]);
const unsure = counted([100, 1], [100, 1]);

function watch(name: string, state: unknown, options: Partial<Watch> = {}): Watch {
  return { name, guard: rate, state, margin: 0.01, ...options };
}

describe('decide', () => {
  it('finds harm where one watch of several shows it, and names that one', () => {
    const decision = decide([watch('errors', harmed), watch('calls', equal)], { level: 0.05 });
    expect(decision.outcome).toBe('harm');
    expect(decision.because).toEqual(['errors']);
    expect(decision.harm.p).toBeLessThan(0.05);
    expect(decision.findings.map(({ share }) => share)).toEqual([0.5, 0.5]);
  });

  it('finds no harm once every watch is sure, each at the whole level', () => {
    const all = ['errors', 'calls', 'refusals'].map((name) => watch(name, equal));
    expect(decide(all, { level: 0.05 })).toMatchObject({
      outcome: 'no-harm',
      because: ['errors', 'calls', 'refusals'],
    });
    const waiting = decide([...all, watch('late', unsure)], { level: 0.05 });
    expect(waiting).toMatchObject({ outcome: 'undecided', because: ['late'] });
  });

  it('takes the weighted mean of the e-values, so that weak signs add up', () => {
    const weak = counted([200, 4], [200, 19]);
    const alone = rate.judge(weak, { level: 0.05, margin: 0.01 }).harm;
    const two = decide([watch('one', weak), watch('other', weak)], { level: 0.05 });
    expect(two.harm.logE).toBeCloseTo(alone.logE, 10);
    const weighted = decide([watch('one', weak, { weight: 3 }), watch('calm', unsure)], {
      level: 0.05,
    });
    const calm = rate.judge(unsure, { level: 0.05, margin: 0.01 }).harm.logE;
    expect(weighted.harm.logE).toBeCloseTo(
      log(0.75 * Math.exp(alone.logE) + 0.25 * Math.exp(calm)),
      9,
    );
  });

  it('lets a watch that is sure of no harm add nothing to harm', () => {
    // Surely worse, and surely by less than the margin.
    const slightly = counted([200_000, 2000], [200_000, 2600]);
    expect(rate.judge(slightly, { level: 0.05, margin: 0.001 }).outcome).toBe('harm');
    const decision = decide([watch('errors', slightly)], { level: 0.05 });
    expect(decision.outcome).toBe('no-harm');
    expect(decision.findings[0].verdict.harm.logE).toBeGreaterThan(log(20));
  });

  it('is plain JSON', () => {
    const decision = decide([watch('errors', equal)], { level: 0.05 });
    expect(JSON.parse(JSON.stringify(decision))).toEqual(decision);
  });

  it('refuses to decide on nothing, and a watch without weight', () => {
    expect(() => decide([], { level: 0.05 })).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'A decision must have watches of weights above 0, got none.',
        details: { weights: [] },
      }),
    );
    expect(() => decide([watch('errors', equal, { weight: 0 })], { level: 0.05 })).toThrow(
      expect.objectContaining({ code: 'ARGUMENT_INVALID', details: { weights: ['0'] } }),
    );
  });

  it('refuses a level that is none, and a tolerance above the margin', () => {
    expect(() => decide([watch('errors', equal)], { level: 1.5 })).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: 'The level of a guard must be between 0 and 1, got 1.5.',
        details: { level: 1.5 },
      }),
    );
    expect(() => decide([watch('errors', equal, { tolerance: 0.02 })], { level: 0.05 })).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message:
          'A guard must have a tolerance from 0 to its margin, got tolerance 0.02 and margin 0.01.',
        details: { tolerance: 0.02, margin: 0.01 },
      }),
    );
  });
});
