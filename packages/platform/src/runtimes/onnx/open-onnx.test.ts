import { fileURLToPath } from 'node:url';
import { afterAll, describe, expect, it } from 'vitest';
import expected from '../../../../../test/reference/onnx/expected.json' with { type: 'json' };
import { rejectionOf } from '../../../../../test/thrown-by.ts';
import type { Datatype, Tensor, Tensors, TensorValues } from '../tensor.ts';
import { rowOf } from './datatypes.ts';
import { type OnnxModel, openOnnx } from './open-onnx.ts';

type Said = { datatype: string; shape: number[]; values: (number | string | boolean | null)[] };

const opened = new Map<string, Promise<OnnxModel>>();
afterAll(async () => {
  for (const model of opened.values()) await (await model).close();
});

function open(name: string): Promise<OnnxModel> {
  const model = opened.get(name) ?? openOnnx(pathOf(name));
  opened.set(name, model);
  return model;
}

function pathOf(name: string): string {
  return fileURLToPath(
    new URL(`../../../../../test/reference/onnx/models/${name}.onnx`, import.meta.url),
  );
}

function toTensor({ datatype, shape, values }: Said): Tensor {
  const word = datatype as Datatype;
  const { array } = rowOf(word);
  if (array === undefined) return { datatype: word, shape, values: values as string[] };
  const listed = values.map((value) =>
    value === null
      ? Number.NaN
      : word.endsWith('64') && word !== 'FP64'
        ? BigInt(value)
        : Number(value),
  );
  return {
    datatype: word,
    shape,
    values: (array as never as { from(of: unknown): TensorValues }).from(listed),
  };
}

const tensorsOf = (said: Record<string, Said>): Tensors =>
  Object.fromEntries(Object.entries(said).map(([name, tensor]) => [name, toTensor(tensor)]));

const CASES = Object.entries(
  expected as unknown as Record<
    string,
    { inputs: Record<string, Said>; outputs: Record<string, Said> }
  >,
).filter(([name]) => name !== 'versions');

describe('openOnnx', () => {
  it.each(CASES)(
    'answers like ONNX Runtime in Python, to the last bit: %s',
    async (name, { inputs, outputs }) => {
      const model = await open(name);
      expect(model.inputs.map((port) => port.name)).toEqual(Object.keys(inputs));
      expect(model.outputs.map((port) => port.name)).toEqual(Object.keys(outputs));
      expect(await model.run(tensorsOf(inputs))).toEqual(tensorsOf(outputs));
    },
  );

  it('reads what the file says of itself', async () => {
    const { inputs, outputs, description, sizeBytes } = await open('logistic-zipmap');
    expect(inputs).toEqual([{ name: 'x', datatype: 'FP32', shape: [-1, 4] }]);
    expect(outputs).toEqual([
      { name: 'output_label', datatype: 'BYTES', shape: [-1] },
      { name: 'output_probability', datatype: 'FP32', shape: [-1, 3] },
    ]);
    expect(description).toMatchObject({
      producer: 'skl2onnx',
      producerVersion: '1.20.0',
      labels: ['high', 'low', 'middle'],
      externalFiles: [],
    });
    expect(Object.keys(description.opsets).toSorted()).toEqual(['ai.onnx', 'ai.onnx.ml']);
    expect(sizeBytes).toBe(796);
  });

  it('finds the labels that a weight holds', async () => {
    expect((await open('bayes-labels')).description.labels).toEqual(['high', 'low', 'middle']);
  });

  it('gives the outputs that are wanted', async () => {
    const model = await open('bayes-labels');
    const asked = tensorsOf(CASES.find(([name]) => name === 'bayes-labels')?.[1].inputs ?? {});
    expect(Object.keys(await model.run(asked, ['probabilities']))).toEqual(['probabilities']);
    expect(await rejectionOf(model.run(asked, ['margin']))).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: 'Wanted outputs must be some of label, probabilities, got margin.',
      details: { wanted: ['margin'] },
    });
  });

  it('copies what it is asked, and no more than a view holds', async () => {
    const model = await open('gather');
    const whole = new BigInt64Array([9n, 2n, 0n, 9n]);
    const view = whole.subarray(1, 3);
    const answer = model.run({ place: { datatype: 'INT64', shape: [2], values: view } });
    whole.fill(99n);
    expect((await answer).found?.values).toEqual(new Float32Array([30, 10]));
    expect(whole.byteLength).toBe(32);
  });

  it('tells every problem of its tensors at once', async () => {
    const model = await open('columns-forest');
    const failure = await rejectionOf(
      model.run({
        age: { datatype: 'FP64', shape: [1, 1], values: new Float64Array(1) },
        plan: { datatype: 'BYTES', shape: [2, 1], values: ['basic'] },
        spare: { datatype: 'FP32', shape: [1], values: new Float32Array(1) },
      }),
    );
    expect(failure).toMatchObject({
      code: 'INPUT_SCHEMA_MISMATCH',
      message:
        'The tensors do not fit the model: input "age" must be FP32, got FP64; input "income" must be there, got nothing; input "plan" must be 2 values long for its shape [2, 1], got 1; input "spare" must be one of the model, got none of this name.',
      hint: 'The model takes "age" (FP32 [-1, 1]), "income" (FP32 [-1, 1]), "plan" (BYTES [-1, 1]).',
    });
    expect(failure.details.issues).toHaveLength(4);
  });

  it('tells why a model cannot compute an answer, and goes on', async () => {
    const model = await open('gather');
    const place = (value: bigint): Tensors => ({
      place: { datatype: 'INT64', shape: [1], values: new BigInt64Array([value]) },
    });
    expect(await rejectionOf(model.run(place(3n)))).toMatchObject({
      code: 'MODEL_RUN_FAILED',
      message: expect.stringMatching(
        /^The model gather\.onnx could not compute an answer: .*out of.*bounds/i,
      ),
    });
    expect((await model.run(place(1n))).found?.values).toEqual(new Float32Array([20]));
  });

  it('leaves the event loop free while it computes', async () => {
    const model = await open('heavy');
    let isDone = false;
    let nTurns = 0;
    const turn = () => {
      nTurns++;
      if (!isDone) setImmediate(turn);
    };
    const size = {
      datatype: 'INT64',
      shape: [2],
      values: new BigInt64Array([1024n, 1024n]),
    } as const;
    const answer = model.run({ size });
    turn();
    const { sum } = await answer;
    isDone = true;
    expect(sum?.values).toEqual(new Float32Array([1024 ** 3]));
    expect(nTurns).toBeGreaterThan(1);
  });

  it('gives up a call when its signal says so', async () => {
    const model = await open('heavy');
    const size = {
      datatype: 'INT64',
      shape: [2],
      values: new BigInt64Array([300n, 300n]),
    } as const;
    const given = new AbortController();
    const others = [model.run({ size }), model.run({ size })];
    const calls = [1, 2, 3].map(() => model.run({ size }, undefined, { signal: given.signal }));
    const reason = new Error('the caller went away');
    given.abort(reason);
    expect(await Promise.allSettled(calls)).toEqual(
      calls.map(() => ({ status: 'rejected', reason })),
    );
    await expect(model.run({ size }, undefined, { signal: given.signal })).rejects.toBe(reason);
    expect(await Promise.all(others)).toHaveLength(2);
  });

  it('answers what it was asked before it closes, and nothing after', async () => {
    const model = await openOnnx(pathOf('heavy'));
    const size = { datatype: 'INT64', shape: [2], values: new BigInt64Array([8n, 8n]) } as const;
    const calls = [1, 2, 3, 4].map(() => model.run({ size }));
    await model.close();
    expect(await Promise.all(calls)).toHaveLength(4);
    expect(await rejectionOf(model.run({ size }))).toMatchObject({
      code: 'MODEL_RUN_FAILED',
      message: 'The model heavy.onnx could not compute an answer: it is closed.',
    });
  });

  it.each([
    [
      'dictionaries',
      /^The input "x" of dictionaries\.onnx must be a tensor .*, got map\(string, float\)\.$/,
      /zipmap/,
    ],
    [
      'sequence',
      /^The output "list" of sequence\.onnx must be a tensor .*, got sequence\(float\)\.$/,
      /tensor as output/,
    ],
  ])('refuses what is no tensor: %s', async (name, message, hint) => {
    expect(await rejectionOf(openOnnx(pathOf(name)))).toMatchObject({
      code: 'MODEL_ARTIFACT_INVALID',
      message: expect.stringMatching(message),
      hint: expect.stringMatching(hint),
    });
  });

  it('refuses a file that is no model', async () => {
    expect(
      await rejectionOf(openOnnx(pathOf('../generate').replace('.onnx', '.py'))),
    ).toMatchObject({
      code: 'MODEL_ARTIFACT_INVALID',
      message: expect.stringMatching(
        /^The file must be an ONNX model, got \d+ bytes that break off/,
      ),
    });
  });
});
