import type { InputField, OutputField } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { comparePortraits } from './compare-portraits.ts';
import type { Portrait } from './portrait.ts';

const input = (name: string, changes: Partial<InputField> = {}): InputField => ({
  ...{ name, kind: 'number', shareMissing: 0, required: true, typical: 1 },
  ...changes,
});
const OUTPUT: OutputField = { name: 'left', task: 'binary', classes: ['no', 'yes'] };
const portrait = (
  changes: Partial<Portrait> & {
    readonly inputs?: readonly InputField[];
    readonly output?: OutputField;
  } = {},
): Portrait => {
  const {
    inputs = [input('months'), input('calls', { required: false })],
    output = OUTPUT,
    ...rest
  } = changes;
  return {
    ...{ kind: 'kaizenml-model', relied: {}, data: 'd1', method: 'forest', weights: 'w1' },
    signature: { inputs, output },
    environment: { kaizenml: '0.1.0', runtime: 'node 24.1.0' },
    ...rest,
  };
};
const compare = (after: Portrait, before = portrait()) =>
  comparePortraits({ version: 3, portrait: before }, after);

describe('comparePortraits', () => {
  it.each([
    ['a column that is gone', { inputs: [input('months')] }, 'column "calls" is gone'],
    [
      'a column that is new and must be given',
      { inputs: [input('months'), input('calls', { required: false }), input('plan')] },
      'column "plan" is new and must be given',
    ],
    [
      'a column that must be given now',
      { inputs: [input('months'), input('calls')] },
      'column "calls" must be given now',
    ],
    [
      'a column of another kind',
      { inputs: [input('months', { kind: 'category' }), input('calls', { required: false })] },
      'column "months" is a category instead of a number',
    ],
    [
      'another target',
      { output: { ...OUTPUT, name: 'stays' } },
      '"stays" is answered instead of "left"',
    ],
    [
      'another kind of answer',
      { output: { name: 'left', task: 'regression' } },
      'the answer is regression instead of binary',
    ],
    [
      'other classes',
      { output: { ...OUTPUT, classes: ['no', 'maybe'] } },
      'the classes are others, without "yes" and with "maybe"',
    ],
    [
      'classes in another order',
      { output: { ...OUTPUT, classes: ['yes', 'no'] } },
      'the classes stand in another order',
    ],
    [
      'what callers rely on',
      { relied: { 'the number of steps': '6' } },
      'the number of steps changed',
    ],
  ] as const)('is major for %s', (_what, changes, said) => {
    const before = portrait('relied' in changes ? { relied: { 'the number of steps': '12' } } : {});
    expect(compare(portrait(changes), before)).toEqual({
      ...{ level: 'major', reason: `Callers of version 3 break: ${said}.` },
    });
  });

  it.each([
    ['other data', { data: 'd2', weights: 'w2' }, 'learned from other data'],
    ['another method', { method: 'trees' }, 'has another method or other parameters'],
    [
      'another kind of artifact',
      { kind: 'kaizenml-onnx' },
      'has another method or other parameters',
    ],
    [
      'a new column that may be left out',
      {
        inputs: [
          input('months'),
          input('calls', { required: false }),
          input('plan', { required: false }),
        ],
      },
      'also reads "plan"',
    ],
  ] as const)('is minor for %s', (_what, changes, said) => {
    expect(compare(portrait(changes))).toEqual({
      ...{ level: 'minor', reason: `It is asked and answers as version 3, and ${said}.` },
    });
  });

  it.each([
    [
      'a newer KaizenML',
      { environment: { kaizenml: '0.2.0', runtime: 'node 24.1.0' } },
      'KaizenML is 0.2.0 instead of 0.1.0',
    ],
    ['other code', { weights: 'w2' }, 'the code or the preparation of the rows changed'],
    ['nothing', {}, 'what it learned is the same to the bit'],
  ] as const)('is pipeline for %s', (_what, changes, said) => {
    expect(compare(portrait(changes))).toEqual({
      ...{
        level: 'pipeline',
        reason: `Data, method and parameters are those of version 3; ${said}.`,
      },
    });
  });

  it('does not mind that a column may be left out from now on', () => {
    const inputs = [input('months', { required: false }), input('calls', { required: false })];
    expect(compare(portrait({ inputs })).level).toBe('pipeline');
  });

  it('is major exactly where rows that the one takes are refused by the other, whatever columns both have', () => {
    const field = fc.tuple(fc.constantFrom('a', 'b', 'c', 'd'), fc.boolean());
    const fields = fc
      .uniqueArray(field, { selector: ([name]) => name, maxLength: 4 })
      .map((list) => list.map(([name, required]) => input(name, { required })));
    fc.assert(
      fc.property(fields, fields, (before, after) => {
        // The row with all that must be given, and the row with every column.
        const names = new Set(after.map(({ name }) => name));
        const keepsAll = before.every(({ name }) => names.has(name));
        const asked = new Set(before.filter(({ required }) => required).map(({ name }) => name));
        const isEnough = after.every(({ name, required }) => !required || asked.has(name));
        const { level } = compare(portrait({ inputs: after }), portrait({ inputs: before }));
        expect(level === 'major').toBe(!(keepsAll && isEnough));
      }),
      { seed: 6, numRuns: 300 },
    );
  });
});
