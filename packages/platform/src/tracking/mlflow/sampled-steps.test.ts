import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sampledSteps } from './sampled-steps.ts';

const range = (from: number, to: number, by = 1) =>
  Array.from({ length: Math.ceil((to - from) / by) }, (_, i) => from + i * by);

describe('steps of a chart', () => {
  it.each([
    { fromStep: 0, toStep: 10, most: 5, steps: range(0, 10), expected: [0, 2, 4, 6, 8, 9] },
    { fromStep: 4, toStep: 8, most: 5, steps: range(0, 10), expected: [4, 5, 6, 7, 8] },
    { fromStep: 0, toStep: 100, most: 5, steps: range(0, 101, 20), expected: range(0, 101, 20) },
    {
      fromStep: 0,
      toStep: 1000,
      most: 5,
      steps: range(0, 1001, 10),
      expected: range(0, 1001, 200),
    },
    {
      fromStep: 1000,
      toStep: 1100,
      most: 50,
      steps: range(900, 1200),
      expected: range(1000, 1101, 2),
    },
  ])(
    'are those of the protocol: $most of $fromStep to $toStep',
    ({ steps, expected, ...asked }) => {
      expect([...sampledSteps(steps, asked)]).toEqual(expected);
    },
  );

  it('are at most one more than asked for, begin with the first and end with the last', () => {
    const distinct = fc.uniqueArray(fc.integer({ min: -50, max: 5000 }), { minLength: 1 });
    fc.assert(
      fc.property(distinct, fc.integer({ min: 1, max: 60 }), (given, most) => {
        const steps = given.toSorted((a, b) => a - b);
        const sampled = [...sampledSteps(steps, { fromStep: -50, toStep: 5000, most })];
        expect(sampled.length).toBeLessThanOrEqual(most + 1);
        expect([sampled[0], sampled.at(-1)]).toEqual([steps[0], steps.at(-1)]);
        expect(sampled.every((step) => steps.includes(step))).toBe(true);
        expect(sampled).toEqual(sampled.toSorted((a, b) => a - b));
      }),
      { seed: 7 },
    );
  });
});
