import type { InputField, Signature } from '@kaizenml/contracts';
import { assertRows } from '@kaizenml/ml/artifact';
import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { inputRows } from './input-rows.ts';
import { makeValues } from './make-values.ts';
import { inputTensors, outputTensors } from './model-tensors.ts';
import type { NamedTensor } from './tensor.ts';

const field = (name: string, kind: InputField['kind'], required = true): InputField => ({
  name,
  kind,
  required,
  shareMissing: 0,
  typical: null,
});
const signature: Signature = {
  inputs: [
    field('age', 'number'),
    field('plan', 'category'),
    field('active', 'boolean'),
    field('joined', 'date', false),
  ],
  output: { name: 'churned', task: 'binary', classes: ['no', 'yes'] },
};
const tensor = (
  name: string,
  datatype: NamedTensor['datatype'],
  elements: Parameters<typeof makeValues>[1],
  more: Partial<NamedTensor> = {},
): NamedTensor => ({
  name,
  datatype,
  shape: [elements.length],
  values: makeValues(datatype, elements),
  ...more,
});
const plan = tensor('plan', 'BYTES', ['basic', 'plus']);
const active = tensor('active', 'BOOL', [true, false]);

describe('the tensors of a model of rows', () => {
  it('are one per column, and what it answers', () => {
    expect(inputTensors(signature)).toEqual([
      { name: 'age', datatype: 'FP64', shape: [-1] },
      { name: 'plan', datatype: 'BYTES', shape: [-1] },
      { name: 'active', datatype: 'BOOL', shape: [-1] },
      { name: 'joined', datatype: 'BYTES', shape: [-1] },
    ]);
    expect(outputTensors(signature)).toEqual([
      { name: 'prediction', datatype: 'BYTES', shape: [-1] },
      {
        name: 'probabilities',
        datatype: 'FP64',
        shape: [-1, 2],
        parameters: { classes: '["no","yes"]' },
      },
    ]);
    expect(
      outputTensors({
        output: { name: 'y', task: 'regression', aim: 'quantiles', quantiles: [0.1, 0.9] },
      }),
    ).toEqual([
      { name: 'prediction', datatype: 'FP64', shape: [-1] },
      { name: 'quantiles', datatype: 'FP64', shape: [-1, 2], parameters: { levels: '[0.1,0.9]' } },
    ]);
    expect(
      outputTensors({ output: { name: 'y', task: 'regression', unlabeled: 'anomalies' } }).map(
        ({ name, datatype }) => [name, datatype],
      ),
    ).toEqual([
      ['prediction', 'FP64'],
      ['is_anomaly', 'BOOL'],
      ['reasons', 'BYTES'],
    ]);
  });
});

describe('rows of a tensor per column', () => {
  it('have the values that the model reads, whatever the datatype and in any order', () => {
    const rows = inputRows(signature, [
      active,
      tensor('joined', 'BYTES', ['2024-05-31', ''], { shape: [2, 1] }),
      tensor('age', 'FP16', [31.5, Number.NaN]),
      plan,
    ]);
    expect(rows).toEqual([
      { active: true, joined: '2024-05-31', age: 31.5, plan: 'basic' },
      { active: false, joined: null, age: null, plan: 'plus' },
    ]);
    expect(() => assertRows(signature, rows)).not.toThrow();
  });

  it('take whole numbers of 64 bits as long as nothing is lost', () => {
    const wide = tensor('plan', 'INT64', [2n ** 60n + 1n, 7n]);
    const age = tensor('age', 'INT64', [2n ** 60n, -3n]);
    expect(inputRows(signature, [age, wide, active])).toEqual([
      { age: 2 ** 60, plan: '1152921504606846977', active: true },
      { age: -3, plan: 7, active: false },
    ]);
    const error = thrownBy(() =>
      inputRows(signature, [tensor('age', 'UINT64', [1n, 2n ** 53n + 1n]), plan, active]),
    );
    expect(error).toEqual({
      code: 'INPUT_SCHEMA_MISMATCH',
      message:
        'The columns do not fit the model: /inputs/age must hold whole numbers that a double holds, got 9007199254740993 in element 1.',
      hint: 'Send numbers up to 2^53, or FP64.',
      details: {
        issues: [
          {
            path: '/inputs/age',
            problem: 'type',
            message:
              '/inputs/age must hold whole numbers that a double holds, got 9007199254740993 in element 1.',
            hint: 'Send numbers up to 2^53, or FP64.',
          },
        ],
      },
    });
  });

  it('are refused with every column that does not fit', () => {
    const error = thrownBy(() =>
      inputRows(signature, [
        tensor('age', 'FP64', [1, 2, 3]),
        tensor('plann', 'BYTES', ['a', 'b', 'c'], { parameters: { content_type: 'base64' } }),
        tensor('churned', 'BYTES', ['a']),
      ]),
    );
    expect(error.code).toBe('INPUT_SCHEMA_MISMATCH');
    expect(error.hint).toBe('Did you mean "plan"?');
    expect(error.details.issues).toMatchObject([
      { path: '/inputs/plann', problem: 'unknown' },
      {
        path: '/inputs/churned',
        problem: 'unknown',
        hint: 'Leave "churned" out: it is what the model answers.',
      },
      { path: '/inputs/plan', problem: 'missing' },
      { path: '/inputs/active', problem: 'missing' },
      { path: '/inputs/churned', problem: 'type' },
      { path: '/inputs/plann', problem: 'type' },
    ]);
  });

  it('may have columns with the names of a prototype', () => {
    const odd: Signature = {
      ...signature,
      inputs: [field('__proto__', 'number'), field('constructor', 'text')],
    };
    const rows = inputRows(odd, [
      tensor('__proto__', 'FP64', [1]),
      tensor('constructor', 'BYTES', ['a']),
    ]);
    expect(Object.entries(rows[0])).toEqual([
      ['__proto__', 1],
      ['constructor', 'a'],
    ]);
    expect(() => assertRows(odd, rows)).not.toThrow();
  });
});

describe('rows of a single tensor', () => {
  const numbers: Signature = {
    ...signature,
    inputs: [field('age', 'number'), field('active', 'boolean'), field('plan', 'category')],
  };

  it('have its columns in the order of the model, as clients of sklearn servers send them', () => {
    const matrix = tensor('input-0', 'FP32', [31.5, 1, 3, Number.NaN, 0, 4], {
      shape: [2, 3],
      parameters: { content_type: 'np' },
    });
    const rows = inputRows(numbers, [matrix]);
    expect(rows).toEqual([
      { age: 31.5, active: true, plan: 3 },
      { age: null, active: false, plan: 4 },
    ]);
    expect(() => assertRows(numbers, rows)).not.toThrow();
    const texts = tensor('predict', 'BYTES', ['31.5', 'yes', 'basic'], { shape: [1, 3] });
    const read = inputRows(numbers, [texts]);
    expect(read).toEqual([{ age: '31.5', active: 'yes', plan: 'basic' }]);
    expect(() => assertRows(numbers, read)).not.toThrow();
  });

  it('are refused with another number of columns', () => {
    const matrix = tensor('predict', 'FP64', [1, 2], { shape: [1, 2] });
    expect(thrownBy(() => inputRows(numbers, [matrix])).message).toBe(
      'The columns do not fit the model: /inputs/predict must have shape [n, 3], one column per input of the model in its order, got [1, 2].',
    );
  });

  it('may have any name where the model reads one column', () => {
    const one: Signature = { ...signature, inputs: [field('age', 'number')] };
    const expected = [{ age: 1 }, { age: 2 }];
    expect(inputRows(one, [tensor('predict', 'FP64', [1, 2])])).toEqual(expected);
    expect(inputRows(one, [tensor('age', 'FP64', [1, 2], { shape: [2, 1] })])).toEqual(expected);
  });
});
