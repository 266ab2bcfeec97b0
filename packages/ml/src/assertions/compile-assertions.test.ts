import type { Assertion, Prediction, Signature } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compileAssertions } from './index.ts';

const INPUTS = [
  { name: 'age', kind: 'number', shareMissing: 0, required: true, typical: 40 },
  { name: 'plan', kind: 'category', shareMissing: 0, required: true, typical: 'basic' },
  { name: 'is_member', kind: 'boolean', shareMissing: 0, required: false, typical: null },
  { name: 'since', kind: 'date', shareMissing: 0, required: false, typical: null },
] as const satisfies Signature['inputs'];

const PRICE: Signature = { inputs: INPUTS, output: { name: 'price', task: 'regression' } };
const LOAN: Signature = {
  inputs: INPUTS,
  output: { name: 'loan', task: 'binary', classes: ['no', 'yes'] },
};

const ROWS = [
  { age: 17, plan: 'basic', is_member: true, since: '2020-01-01' },
  { age: 40, plan: 'premium', is_member: 'no', since: '2026-01-01' },
  { age: null, plan: 'basic' },
];
const NUMBERS: Prediction[] = [10, 200, 3000].map((prediction) => ({ prediction }));
const CLASSES: Prediction[] = ['yes', 'no', 'yes'].map((prediction) => ({
  prediction,
  probabilities: { no: 0.4, yes: 0.6 },
}));

const answered = (signature: Signature, predictions: readonly Prediction[], rules: Assertion[]) =>
  compileAssertions(rules, signature)
    .apply(ROWS, predictions)
    .predictions.map(({ prediction }) => prediction);

describe('compileAssertions', () => {
  it('overrides where the condition holds, and leaves rows alone of which it does not know', () => {
    const minors = { name: 'minors', when: 'age < 18', action: 'override', value: 'no' } as const;
    const made = compileAssertions([{ ...minors, because: 'They may not borrow.' }], LOAN);
    expect(made.apply(ROWS, CLASSES)).toEqual({
      predictions: [
        { prediction: 'no', probabilities: { no: 0.4, yes: 0.6 } },
        ...CLASSES.slice(1),
      ],
      applied: [
        {
          ...{ row: 1, name: 'minors', action: 'override', from: 'yes', to: 'no' },
          message: 'Rule "minors" makes the answer no; the model said yes: They may not borrow.',
        },
      ],
    });
  });

  it('clamps numbers, and says nothing of those that are inside', () => {
    const rules = [{ name: 'limits', action: 'clamp', min: 100, max: 1000 }] as const;
    const { predictions, applied } = compileAssertions(rules, PRICE).apply(ROWS, NUMBERS);
    expect(predictions.map(({ prediction }) => prediction)).toEqual([100, 200, 1000]);
    expect(applied.map(({ row, from, to }) => [row, from, to])).toEqual([
      [1, 10, 100],
      [3, 3000, 1000],
    ]);
  });

  it('keeps every answer within its clamp, whatever the model said', () => {
    const made = compileAssertions([{ name: 'c', action: 'clamp', min: -5, max: 7 }], PRICE);
    fc.assert(
      fc.property(fc.double({ noNaN: true }), (prediction) => {
        const [only] = made.apply([{ age: 1, plan: 'a' }], [{ prediction }]).predictions;
        expect(only?.prediction).toBe(Math.min(7, Math.max(-5, prediction)));
      }),
    );
  });

  it('reads numbers, texts, truths, dates and the answer itself', () => {
    const override = (when: string) =>
      answered(PRICE, NUMBERS, [{ name: 'r', when, action: 'override', value: 0 }]);
    expect(override('plan == "basic"')).toEqual([0, 200, 0]);
    expect(override('is_member')).toEqual([0, 200, 3000]);
    expect(override('since >= "2025-06-01"')).toEqual([10, 0, 3000]);
    expect(override('prediction > 100 * age')).toEqual([10, 200, 3000]);
    expect(override('prediction > 2 * age')).toEqual([10, 0, 3000]);
  });

  it('lets a rule see what the one before made of the answer', () => {
    const rules: Assertion[] = [
      { name: 'first', when: 'age < 18', action: 'override', value: 5000 },
      { name: 'second', when: 'prediction > 1000', action: 'clamp', max: 1000 },
    ];
    expect(answered(PRICE, NUMBERS, rules)).toEqual([1000, 200, 1000]);
  });

  it('refuses requests by row, and marks answers without changing them', () => {
    const refuse = { name: 'minors', when: 'age < 18', action: 'refuse' } as const;
    expect(() => compileAssertions([refuse], LOAN).apply(ROWS, CLASSES)).toThrow(
      expect.objectContaining({
        code: 'ASSERTION_REFUSED',
        message: 'Rule "minors" refuses row 1.',
        details: { assertion: 'minors', rows: [1], nRows: 1 },
      }),
    );
    const flag = { name: 'check', when: 'plan == "premium"', action: 'flag' } as const;
    const { predictions, applied } = compileAssertions([flag], LOAN).apply(ROWS, CLASSES);
    expect(predictions).toEqual(CLASSES);
    expect(applied[0]?.message).toBe('Rule "check" marks the answer no.');
  });

  it.each([
    [{ action: 'override', value: 'maybe' }, LOAN, 'must have a `value` among "no" and "yes"'],
    [{ action: 'override', value: 'no' }, PRICE, 'must have a number as `value`'],
    [{ action: 'clamp', min: 1 }, LOAN, 'must have an action for classes'],
    [{ action: 'clamp' }, PRICE, 'must have `min`, `max` or both, got neither'],
    [{ action: 'clamp', min: 2, max: 1 }, PRICE, 'must have a `min` of at most its `max`'],
    [{ action: 'flag', when: 'income > 3' }, PRICE, 'The condition of "r" is not understood'],
    [{ action: 'flag', when: 'age <' }, PRICE, 'The condition of "r" is not understood'],
  ] as const)('refuses the rule %o', (rule, signature, expected) => {
    expect(() => compileAssertions([{ name: 'r', ...rule }], signature)).toThrow(
      expect.objectContaining({
        code: 'ARGUMENT_INVALID',
        message: expect.stringContaining(expected),
      }),
    );
  });
});
