import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import expected from '../../../../test/reference/onnx/expected.json' with { type: 'json' };
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { type App, openApp } from '../app.ts';
import { predictFile } from '../models/predict-file.ts';
import { registerSampleModel } from '../testing/sample-model.ts';

const fileOf = (name: string) =>
  fileURLToPath(new URL(`../../../../test/reference/onnx/models/${name}.onnx`, import.meta.url));

let app: App;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-onnx-'));
  await import('./index.ts');
  app = await openApp({ home: join(folder, 'home'), proof: 'in-process' });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true });
});

describe('models.export', () => {
  it('writes a file that answers rows as the model does, once it is imported', async () => {
    const trees = new URL(
      '../../../../test/reference/trees-import/models/xgboost-squared.json',
      import.meta.url,
    );
    await app.handlers.models.import({ path: fileURLToPath(trees), name: 'ours' });
    const out = join(folder, 'written.onnx');
    const written = await app.handlers.models.export({ name: 'ours', format: 'onnx', out });
    expect(written).toMatchObject({ model: 'ours', version: 1, format: 'onnx', path: out });
    await app.handlers.models.import({ path: out, name: 'back' });
    const { signature } = await app.handlers.models.show({ name: 'ours' });
    const rows = [1, 20, null].map((value, i) =>
      Object.fromEntries(signature.inputs.map(({ name }, j) => [name, value && value * (j - i)])),
    );
    const answers = async (name: string) =>
      (await app.handlers.models.predict({ name, rows })).predictions;
    expect(await answers('back')).toEqual(await answers('ours'));
  });

  it('writes classes that importing finds in the file', async () => {
    await registerSampleModel(app, { name: 'classes' });
    const out = join(folder, 'classes.onnx');
    await app.handlers.models.export({ name: 'classes', format: 'onnx', out });
    await app.handlers.models.import({ path: out, name: 'classes-back' });
    const rows = [3, 60].map((months) => ({ months, plan: 'basic', calls: 4 }));
    const answers = async (name: string) =>
      (await app.handlers.models.predict({ name, rows })).predictions.map(
        (each) => each.prediction,
      );
    expect(await answers('classes-back')).toEqual(await answers('classes'));
    expect(await answers('classes')).toEqual(['yes', 'no']);
  });

  it('refuses a folder that is not there, and a model of another runtime', async () => {
    const out = join(folder, 'nowhere', 'model.onnx');
    expect(
      await rejectionOf(app.handlers.models.export({ name: 'ours', format: 'onnx', out })),
    ).toMatchObject({ code: 'FILE_NOT_WRITABLE' });
    expect(
      await rejectionOf(app.handlers.models.export({ name: 'back', format: 'onnx', out })),
    ).toMatchObject({ code: 'MODEL_FOREIGN' });
  });
});

describe('models.import of ONNX', () => {
  it('registers a model that answers rows as ONNX Runtime does, and is logged', async () => {
    const imported = await app.handlers.models.import({
      path: fileOf('columns-forest'),
      target: 'churned',
      classes: 'kept, lost',
    });
    expect(imported).toMatchObject({
      name: 'columns-forest',
      version: 1,
      estimator: 'onnx',
      library: 'ONNX',
      task: 'binary',
      nRows: 0,
      metrics: {},
    });
    expect(imported.nTrees).toBeUndefined();
    const { inputs, outputs } = expected['columns-forest'];
    const row = (i: number) => ({
      age: inputs.age.values[i],
      income: inputs.income.values[i],
      plan: inputs.plan.values[i],
    });
    const { predictions } = await app.handlers.models.predict({
      name: 'columns-forest',
      rows: [row(0), row(3)],
    });
    expect(predictions).toEqual(
      [0, 3].map((i) => ({
        prediction: ['kept', 'lost'][outputs.label.values[i] ?? 0],
        probabilities: {
          kept: outputs.probabilities.values[2 * i],
          lost: outputs.probabilities.values[2 * i + 1],
        },
      })),
    );
    expect(await app.handlers.endpoints.show({ name: 'columns-forest' })).toMatchObject({
      nPredictions: 2,
    });
  });

  it('shows what it takes and gives', async () => {
    const shown = await app.handlers.models.show({ name: 'columns-forest' });
    expect(shown).toMatchObject({
      title: 'ONNX model',
      task: 'binary',
      tensors: {
        inputs: [
          { name: 'age', datatype: 'FP32', shape: [-1, 1] },
          { name: 'income', datatype: 'FP32', shape: [-1, 1] },
          { name: 'plan', datatype: 'BYTES', shape: [-1, 1] },
        ],
      },
    });
    expect(shown.signature.inputs.map(({ name }) => name)).toEqual(['age', 'income', 'plan']);
    expect(shown.findings.map(({ message }) => message)).toEqual([
      'The model was exported by skl2onnx 1.20.0; ONNX Runtime computes its answers.',
      'The model was never measured here, and it explains no answer.',
    ]);
  });

  it('answers a file, from the registry and from its folder', async () => {
    const { inputs, outputs } = expected['ridge-double'];
    const { path } = await app.handlers.models.import({ path: fileOf('ridge-double') });
    const rows = join(folder, 'rows.csv');
    const lines = outputs.variable.values.map((_, i) =>
      inputs.x.values.slice(3 * i, 3 * i + 3).join(','),
    );
    await writeFile(rows, `length,width,weight\n${lines.join('\n')}\n`);
    for (const model of ['ridge-double', path]) {
      const { answers } = await predictFile(
        { openApp: () => Promise.resolve(app) },
        { model, path: rows, out: undefined },
      );
      expect(answers.columns).toEqual([
        {
          name: 'prediction',
          kind: 'number',
          values: Float64Array.from(outputs.variable.values),
        },
      ]);
    }
  });

  it('registers what only tensors can ask, and says so', async () => {
    const imported = await app.handlers.models.import({ path: fileOf('cubes') });
    expect(imported.task).toBe('tensors');
    const shown = await app.handlers.models.show({ name: 'cubes' });
    expect(shown).toMatchObject({
      task: 'tensors',
      signature: { inputs: [] },
      tensors: { outputs: [{ name: 'sums', datatype: 'FP32', shape: [-1, 3] }] },
    });
    expect(
      await rejectionOf(app.handlers.models.predict({ name: 'cubes', rows: [{}] })),
    ).toMatchObject({
      code: 'MODEL_TAKES_TENSORS',
      message:
        '"cubes.onnx" takes tensors and answers no rows: Its input "image" of shape [-1, 2, 3] is no table of rows with at most 10000 columns.',
    });
  });

  it('refuses to explain, to compare and to write types', async () => {
    const name = 'columns-forest';
    for (const asked of [
      app.handlers.models.explain({ name, row: {} }),
      app.handlers.models.types({ name }),
    ])
      expect(await rejectionOf(asked)).toMatchObject({
        code: 'MODEL_FOREIGN',
        message: `The model "${name}/1" is computed by ONNX Runtime, which only answers.`,
        details: { model: `${name}/1` },
      });
  });

  it.each([
    [{ data: 'rows.csv', target: 'churned' }, /^An ONNX model must be imported without `data`/],
    [
      { classes: 'a,b,c' },
      /^The model must be given 2 classes of distinct names, got 3 \(a, b, c\)/,
    ],
  ])('refuses %o', async (request, message) => {
    const path = fileOf('columns-forest');
    expect(await rejectionOf(app.handlers.models.import({ path, ...request }))).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: expect.stringMatching(message),
    });
  });

  it('opens no file that has changed since', async () => {
    const { path, artifact } = await app.handlers.models.import({ path: fileOf('gather') });
    await copyFile(fileOf('heavy'), join(path, 'model.onnx'));
    expect(await rejectionOf(app.onnx.get(artifact as never))).toMatchObject({
      code: 'ARTIFACT_DAMAGED',
    });
  });
});
