import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { unpackBaseline } from '@kaizenml/ml/windows';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import expected from '../../../../test/reference/trees-import/expected.json' with { type: 'json' };
import dumps from '../../../../test/reference/trees-import/expected-dumps.json' with {
  type: 'json',
};
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { type App, openApp } from '../app.ts';

const { names, rows, lightgbm } = expected;
const answers = lightgbm.binary;

let folder = '';
let data = '';
let app: App;

function fileOf(name: string): string {
  const url = new URL(`../../../../test/reference/trees-import/models/${name}`, import.meta.url);
  return fileURLToPath(url);
}

/** Rows of the reference, four times, with an outcome that mostly follows the model. */
function csv(): string {
  const lines = Array.from({ length: 96 }, (_, i) => {
    const at = i % rows.length;
    const isYes = answers[at] > 0.5 !== (i % 11 === 0);
    return [...rows[at].map((cell) => cell ?? ''), isYes ? 'left' : 'stayed'].join(',');
  });
  return [[...names, 'outcome'].join(','), ...lines].join('\n');
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-import-'));
  data = join(folder, 'customers.csv');
  await writeFile(data, csv());
  app = await openApp({ home: join(folder, 'home'), proof: 'in-process' });
});
afterAll(async () => {
  await app.close();
  await rm(folder, { recursive: true, force: true });
});

const asked = { target: 'outcome', classes: 'stayed,left' };

describe('models.import', () => {
  it('registers a model that answers, with no figures and a warning when it came alone', async () => {
    const imported = await app.handlers.models.import({
      path: fileOf('lightgbm-binary.txt'),
      name: 'alone',
      ...asked,
    });
    expect(imported).toMatchObject({
      name: 'alone',
      version: 1,
      library: 'LightGBM',
      objective: 'binary',
      task: 'binary',
      target: 'outcome',
      nTrees: 4,
      nRows: 0,
      metrics: {},
      aliases: [],
    });
    expect(imported.findings.map(({ code }) => code)).toEqual([
      'MODEL_IMPORTED',
      'MODEL_UNMEASURED',
    ]);
    const [row, next] = rows.map((cells) =>
      Object.fromEntries(cells.map((cell, j) => [names[j], cell])),
    );
    const { predictions } = await app.handlers.models.predict({ name: 'alone', rows: [row, next] });
    expect(predictions.map(({ probabilities }) => probabilities?.left)).toEqual([
      expect.closeTo(answers[0], 14),
      expect.closeTo(answers[1], 14),
    ]);
    expect(await rejectionOf(app.handlers.models.explain({ name: 'alone', row }))).toMatchObject({
      code: 'MODEL_ARTIFACT_INVALID',
      hint: expect.stringContaining('--data'),
    });
    expect(await readdir(imported.path)).not.toContain('baseline.bin');
    const card = await readFile(join(imported.path, 'card.md'), 'utf8');
    expect(card).toContain('what it learned from is not known here');
    expect(card).toContain('Not known: it was never measured here.');
  });

  it('reads a dump with the base score and the objective that the user gives', async () => {
    const [cells] = dumps.rows;
    const row = Object.fromEntries(cells.slice(0, 3).map((cell, j) => [`f${j}`, cell]));
    const { softprob } = dumps.dumps;
    const given = {
      path: fileOf('xgboost-dump-softprob.txt'),
      name: 'dumped',
      baseScore: softprob.baseScore.join(','),
      objective: softprob.objective,
      classes: 'low,middle,high',
    };
    expect(await app.handlers.models.import(given)).toMatchObject({
      task: 'multiclass',
      nTrees: 6,
    });
    const { predictions } = await app.handlers.models.predict({ name: 'dumped', rows: [row] });
    expect(Object.values(predictions[0].probabilities ?? {})).toEqual(
      softprob.answers.slice(0, 3).map((answer) => expect.closeTo(answer, 6)),
    );
    expect(
      await rejectionOf(app.handlers.models.import({ ...given, baseScore: '0.5,' })),
    ).toMatchObject({
      code: 'MODEL_ARTIFACT_INVALID',
      message:
        'The base score that was said of the XGBoost dump must be 1 or 3 finite numbers that the objective can answer, got "0.5, NaN".',
    });
  });

  it('measures it on rows, explains it and watches it', async () => {
    const imported = await app.handlers.models.import({
      path: fileOf('lightgbm-binary.txt'),
      name: 'measured',
      data,
      ...asked,
    });
    expect(imported.nRows).toBe(96);
    expect(imported.metrics.roc_auc.value).toBeGreaterThan(0.8);
    expect(imported.findings.at(-1)?.message).toBe(
      'The figures are from 96 rows of "customers"; only who trained the model knows whether it has learned from them.',
    );
    const row = { income: 1, age: 30, visits: 1, balance: 0, plan: 3 };
    const { contributions, average, answer } = await app.handlers.models.explain({
      name: 'measured',
      row,
    });
    const moved = contributions.reduce((sum, { contribution }) => sum + contribution, 0);
    expect(average + moved).toBeCloseTo(answer, 12);
    const shown = await app.handlers.models.show({ name: 'measured' });
    expect(shown.importance.find(({ column }) => column === 'income')?.mean).toBeGreaterThan(0);
    await app.handlers.models.predict({ name: 'measured', rows: new Array(40).fill(row) });
    const watched = await app.handlers.monitors.check({
      endpoint: 'measured',
      last: 1000,
    });
    expect(watched).toMatchObject({ nReference: 96, nCurrent: 40, status: 'drift' });
    const { columns, performance } = unpackBaseline(
      await readFile(join(imported.path, 'baseline.bin')),
    );
    expect(columns.map(({ role, binning, window }) => [role, binning.name, window.nRows])).toEqual([
      ...names.map((name) => ['input', name, 96]),
      ['prediction', 'outcome', 96],
      ['probability', 'probability of stayed', 96],
      ['probability', 'probability of left', 96],
      ['label', 'outcome', 96],
    ]);
    expect(performance).toEqual({ metric: 'roc_auc', ...imported.metrics.roc_auc, nRows: 96 });
    const run = await app.store.runs.find(imported.runId);
    expect(run).toMatchObject({
      status: 'finished',
      params: { file: 'lightgbm-binary.txt', library: 'LightGBM', data: 'customers.csv' },
    });
  });

  it('takes text for categories that the file names, from UBJSON', async () => {
    await app.handlers.models.import({ path: fileOf('xgboost-frame.ubj') });
    const { rows: framed, names: columns, xgboost } = expected.frame;
    const { predictions } = await app.handlers.models.predict({
      name: 'xgboost-frame',
      rows: framed.map((cells) => Object.fromEntries(cells.map((cell, j) => [columns[j], cell]))),
    });
    predictions.forEach(({ prediction }, i) => {
      expect(prediction).toBeCloseTo(xgboost[i], 5);
    });
  });

  it('leaves the champion where it is', async () => {
    const path = fileOf('lightgbm-regression.txt');
    await app.handlers.models.import({ path, name: 'kept' });
    await app.handlers.models.alias({ name: 'kept', alias: 'champion', version: 1 });
    expect(await app.handlers.models.import({ path, name: 'kept' })).toMatchObject({ version: 2 });
    expect(await app.handlers.models.show({ name: 'kept' })).toMatchObject({ version: 1 });
  });

  it.each([
    [{ path: 'nowhere.txt' }, 'FILE_NOT_FOUND', /^File "nowhere\.txt" must exist/],
    [{ path: fileOf('.') }, 'FILE_NOT_READABLE', /got a folder\.$/],
    [{ path: fileOf('refused-dump.txt') }, 'MODEL_ARTIFACT_INVALID', /must say its objective/],
    [{ data: true }, 'ARGUMENT_INVALID', /must come with the name of their target, got none\.$/],
    [{ data: true, target: 'outcme' }, 'COLUMN_UNKNOWN', /has no column "outcme"\.$/],
    [
      { data: true, target: 'outcome' },
      'TARGET_UNUSABLE',
      /^Column "outcome" must hold the classes of the model, "0" and "1", got "left" and "stayed"\.$/,
    ],
    [
      { path: fileOf('lightgbm-regression.txt'), data: true, target: 'outcome' },
      'TARGET_UNUSABLE',
      /^Column "outcome" must hold numbers, as the model answers, got a category\.$/,
    ],
    [
      { path: fileOf('xgboost-nameless.json'), data: true, target: 'outcome' },
      'TARGET_UNUSABLE',
      /must hold numbers/,
    ],
    [
      { path: fileOf('xgboost-nameless.json'), data: true, target: 'age' },
      'INPUT_SCHEMA_MISMATCH',
      /Column "f0" must be there, got no column of this name/,
    ],
    [
      { name: 'measured' },
      'ARGUMENT_INVALID',
      /^A version of "measured" must answer "outcome" \(binary\), got one that answers "prediction"/,
    ],
  ])('refuses %o with %s', async (request, code, message) => {
    const nRuns = await app.store.runs.count();
    const failure = await rejectionOf(
      app.handlers.models.import({
        path: fileOf('lightgbm-binary.txt'),
        ...request,
        ...('data' in request ? { data } : {}),
      } as { path: string }),
    );
    expect(failure).toMatchObject({ code, message: expect.stringMatching(message) });
    expect(failure.hint).toMatch(/^[A-Z].+[.?]$/);
    expect(await app.store.runs.count()).toBe(nRuns);
  });
});
