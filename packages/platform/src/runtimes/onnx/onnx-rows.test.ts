import { fileURLToPath } from 'node:url';
import { makeTable } from '@kaizenml/ml/table';
import { afterAll, describe, expect, it } from 'vitest';
import expected from '../../../../../test/reference/onnx/expected.json' with { type: 'json' };
import { rejectionOf } from '../../../../../test/thrown-by.ts';
import { type OnnxRows, onnxRows, rowFormOf } from './onnx-rows.ts';
import { type OnnxModel, openOnnx } from './open-onnx.ts';
import { rowColumns } from './row-columns.ts';
import { rowOutputs } from './row-outputs.ts';
import type { TensorPort } from './tensor-port.ts';

const opened: OnnxModel[] = [];
afterAll(async () => {
  for (const model of opened) await model.close();
});

async function openRows(name: string, target?: string): Promise<OnnxRows> {
  const model = await openOnnx(
    fileURLToPath(
      new URL(`../../../../../test/reference/onnx/models/${name}.onnx`, import.meta.url),
    ),
  );
  opened.push(model);
  const form = rowFormOf(model, target);
  if (typeof form === 'string') throw new Error(form);
  return onnxRows(model, form);
}

describe('onnxRows', () => {
  it('takes a column per input, and gives classes the names that the file has for them', async () => {
    const rows = await openRows('columns-forest', 'churned');
    const { inputs, outputs } = expected['columns-forest'];
    expect(rows.signature).toMatchObject({
      inputs: [
        { name: 'age', kind: 'number', required: true },
        { name: 'income', kind: 'number' },
        { name: 'plan', kind: 'category' },
      ],
      output: { name: 'churned', task: 'binary', classes: ['stays', 'leaves'] },
    });
    const answers = await rows.answer(
      inputs.plan.values.map((plan, i) => ({
        plan,
        income: inputs.income.values[i],
        age: inputs.age.values[i],
      })),
    );
    expect(answers).toEqual(
      outputs.label.values.map((label, i) => ({
        prediction: ['stays', 'leaves'][label],
        probabilities: {
          stays: outputs.probabilities.values[2 * i],
          leaves: outputs.probabilities.values[2 * i + 1],
        },
      })),
    );
  });

  it('spreads one input over columns, by the labels of a ZipMap', async () => {
    const rows = await openRows('logistic-zipmap');
    const { inputs, outputs } = expected['logistic-zipmap'];
    const answers = await rows.answer(
      outputs.output_label.values.map((_, i) =>
        Object.fromEntries([0, 1, 2, 3].map((j) => [`x[${j}]`, inputs.x.values[4 * i + j]])),
      ),
    );
    expect(answers.map(({ prediction }) => prediction)).toEqual(outputs.output_label.values);
    expect(answers.flatMap(({ probabilities }) => Object.values(probabilities ?? {}))).toEqual(
      outputs.output_probability.values,
    );
    expect(Object.keys(answers[0]?.probabilities ?? {})).toEqual(['high', 'low', 'middle']);
  });

  it('names columns as the file does, and answers numbers', async () => {
    const rows = await openRows('ridge-double', 'score');
    const { inputs, outputs } = expected['ridge-double'];
    expect(rows.signature.inputs.map(({ name }) => name)).toEqual(['length', 'width', 'weight']);
    const table = makeTable(
      ['weight', 'length', 'width'].map((name) => ({
        name,
        kind: 'number',
        values: Float64Array.from(
          { length: 25 },
          (_, i) => inputs.x.values[3 * i + ['length', 'width', 'weight'].indexOf(name)] as number,
        ),
      })),
    );
    expect(await rows.answerTable(table)).toEqual({
      kind: 'regression',
      values: Float64Array.from(outputs.variable.values),
    });
  });

  it('tells every row that does not fit', async () => {
    const rows = await openRows('columns-forest');
    expect(
      await rejectionOf(rows.answer([{ age: 'old', income: 1, plan: 'basic' }, { age: 3 }])),
    ).toMatchObject({
      code: 'INPUT_SCHEMA_MISMATCH',
      message:
        'The rows do not fit the model: /rows/0/age must be a number, got "old"; /rows/1/income must be there, got nothing; /rows/1/plan must be there, got nothing.',
    });
    expect(await rejectionOf(rows.answer([{ age: null, income: 2, plan: null }]))).toMatchObject({
      code: 'INPUT_SCHEMA_MISMATCH',
      message: 'The rows do not fit the model: /rows/0/plan must be text, got nothing.',
      details: { nIssues: 1 },
    });
  });

  it('refuses numbers that an input of whole numbers cannot hold', async () => {
    const rows = await openRows('gather');
    expect(await rows.answer([{ place: 2 }, { place: 0 }])).toEqual([
      { prediction: 30 },
      { prediction: 10 },
    ]);
    const table = makeTable([
      { name: 'place', kind: 'number', values: Float64Array.of(1.5, Number.NaN, 1, 2 ** 60) },
    ]);
    const { message } = await rejectionOf(rows.answerTable(table));
    expect(message).toBe(
      'The rows do not fit the model: /rows/0/place must be a whole number from -9007199254740991 to 9007199254740991, got 1.5; /rows/1/place must be a whole number from -9007199254740991 to 9007199254740991, got nothing; /rows/3/place must be a whole number from -9007199254740991 to 9007199254740991, got 1152921504606847000.',
    );
  });

  it('refuses an answer that is no class', async () => {
    const rows = await openRows('unnamed-labels');
    expect((await rows.answer([{ x: 1 }]))[0]?.prediction).toBe('1');
    expect(await rejectionOf(rows.answer([{ x: 7 }]))).toMatchObject({
      code: 'MODEL_RUN_FAILED',
      message: 'The model must call one of its classes ("0" and "1"), got "7".',
      details: { label: '7', labels: ['0', '1'] },
    });
  });
});

const port = (
  name: string,
  shape: readonly number[],
  datatype: TensorPort['datatype'] = 'FP32',
) => ({
  name,
  datatype,
  shape,
});

describe('rowColumns', () => {
  it.each([
    [[], {}, 'It has no input.'],
    [
      [port('image', [-1, 3, 8, 8])],
      {},
      /^Its input "image" of shape \[-1, 3, 8, 8\] is no table of rows/,
    ],
    [[port('x', [1, 4])], {}, /^Its input "x" of shape \[1, 4\]/],
    [[port('x', [-1, -1])], {}, /^Its input "x" of shape \[-1, -1\]/],
    [[port('x', [-1, 2])], { feature_names: '["a","a"]' }, 'Two of its columns share a name.'],
  ])('says why rows cannot say what inputs hold: %o', (inputs, metadata, reason) => {
    expect(rowColumns(inputs, metadata as never)).toEqual(
      typeof reason === 'string' ? reason : expect.stringMatching(reason),
    );
  });

  it('takes given names only where there is one for each column', () => {
    const names = (feature_names: string) => {
      const columns = rowColumns([port('a', [-1]), port('x', [-1, 2])], { feature_names });
      return typeof columns === 'string' ? columns : columns.map(({ field }) => field.name);
    };
    expect(names('["p","q","r"]')).toEqual(['p', 'q', 'r']);
    expect(names('p, q')).toEqual(['a', 'x[0]', 'x[1]']);
    expect(names('[broken')).toEqual(['a', 'x[0]', 'x[1]']);
  });
});

describe('rowOutputs', () => {
  const described = { metadata: {}, labels: undefined };
  it.each([
    [
      [port('logits', [-1, 5])],
      /^None of its outputs is known to answer rows: it has "logits" \(FP32 \[-1, 5\]\)\.$/,
    ],
    [
      [port('probabilities', [-1, -1])],
      /^Its output "probabilities" of shape \[-1, -1\] is no probability/,
    ],
    [[port('a', [-1]), port('b', [-1])], /^None of its outputs/],
  ])('says why no output answers rows: %o', (outputs, reason) => {
    expect(rowOutputs(outputs, described, undefined)).toEqual(expect.stringMatching(reason));
  });

  it('numbers classes that nothing names', () => {
    expect(rowOutputs([port('probabilities', [-1, 3])], described, 'kind')).toMatchObject({
      field: { name: 'kind', task: 'multiclass', classes: ['0', '1', '2'] },
      label: undefined,
    });
  });
});
