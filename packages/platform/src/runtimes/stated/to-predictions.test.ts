import type { OutputField } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toPredictions } from './to-predictions.ts';

const PRICE: OutputField = { name: 'price', task: 'regression' };
const PLAN: OutputField = { name: 'plan', task: 'multiclass', classes: ['a', 'b', 'c'] };

const read = (given: unknown, output: OutputField, nRows = 1) =>
  toPredictions(given, { output, nRows }, ({ row, expected, received }) =>
    Error(`${row}: ${expected}, got ${received}`),
  );

describe('toPredictions', () => {
  it('reads what servers answer for a number', () => {
    const given = [1, [2], { prediction: 3 }];
    expect(read(given, PRICE, 3)).toEqual([1, 2, 3].map((prediction) => ({ prediction })));
  });

  it('reads classes by name, by number, and by their probabilities', () => {
    const probabilities = { a: 0.2, b: 0.5, c: 0.3 };
    expect(read(['c', 0, [0.2, 0.5, 0.3], { prediction: 'a', probabilities }], PLAN, 4)).toEqual([
      { prediction: 'c' },
      { prediction: 'a' },
      { prediction: 'b', probabilities },
      { prediction: 'a', probabilities },
    ]);
  });

  it.each([
    [undefined, PRICE, 'undefined: a list of answers, got nothing'],
    [[1, 2], PRICE, 'undefined: 1 answer, one per row, got 2'],
    [[null], PRICE, '1: a finite number, got null'],
    [['12'], PRICE, '1: a finite number, got "12"'],
    [[Number.NaN], PRICE, '1: a finite number, got NaN'],
    [['d'], PLAN, '1: one of the classes a, b, c, got "d"'],
    [[3], PLAN, '1: one of the classes a, b, c, got 3'],
    [[[0.5, 0.5]], PLAN, '1: probabilities of the 3 classes that add up to 1, got [0.5,0.5]'],
    [
      [[0.5, 0.5, 0.5]],
      PLAN,
      '1: probabilities of the 3 classes that add up to 1, got [0.5,0.5,0.5]',
    ],
    [[[2, -1, 0]], PLAN, '1: probabilities of the 3 classes that add up to 1, got [2,-1,0]'],
    [
      [{ prediction: 'a', probabilities: { a: 1 } }],
      PLAN,
      '1: probabilities of the 3 classes that add up to 1, got an object with 2 fields',
    ],
  ] as const)('refuses %j', (given, output, message) => {
    expect(() => read(given, output)).toThrow(new Error(message));
  });

  it('gives finite answers of known classes, or none, whatever it is given', () => {
    fc.assert(
      fc.property(fc.array(fc.anything(), { maxLength: 4 }), (given) => {
        for (const output of [PRICE, PLAN]) {
          let made: ReturnType<typeof read>;
          try {
            made = read(given, output, given.length);
          } catch (thrown) {
            expect((thrown as Error).message).toMatch(/^\d+: /);
            continue;
          }
          expect(made).toHaveLength(given.length);
          for (const { prediction } of made)
            expect(
              output === PRICE
                ? Number.isFinite(prediction)
                : ['a', 'b', 'c'].includes(String(prediction)),
            ).toBe(true);
        }
      }),
      { seed: 7, numRuns: 300 },
    );
  });
});
