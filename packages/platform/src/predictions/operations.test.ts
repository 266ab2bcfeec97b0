import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
// Loaded with the file: what a command loads when it needs it would count as time of a test.
import '../datasets/index.ts';
import { openDuckDb, queryRows } from '../datasets/engine/duck-db.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import type { LoggedRequest } from './log.ts';

const clock = { now: () => Date.UTC(2026, 0, 2, 12) };
let app: SampleApp;
let folder: string;

beforeEach(async () => {
  app = await openSampleApp({ clock });
  folder = await mkdtemp(join(tmpdir(), 'kaizen-export-'));
});
afterEach(async () => {
  await app.dispose();
  await rm(folder, { recursive: true });
});

function request(number: number, changes: Partial<LoggedRequest> = {}): LoggedRequest {
  return {
    requestId: `r${number}`,
    at: new Date(Date.UTC(2026, 0, 2, 3, number)).toISOString(),
    endpoint: 'churn',
    version: 1,
    rows: [{ months: number, plan: 'basic, "x"', calls: null }],
    predictions: [{ prediction: 'no', probabilities: { no: 0.75, yes: 0.25 } }],
    latencyMs: 0.5,
    ...changes,
  };
}

describe('predictions.list and predictions.show', () => {
  it('tell what was answered, as their schemas say, with labels', async () => {
    const { predict } = app.handlers.models;
    const { requestId } = await predict({
      name: 'churn',
      rows: [{ months: 3, plan: 'basic', calls: 1 }],
    });
    await app.predictionLog.append(request(1, { requestId, kind: 'shadow', route: 'canary' }));
    await app.predictionLog.append(
      request(2, {
        kind: 'failure',
        predictions: [],
        error: 'INPUT_SCHEMA_MISMATCH',
        protocol: 'mlflow',
        entity: 'ada',
      }),
    );
    const labels = [{ requestId, label: 'yes' }];
    const { predictions } = app.handlers;
    expect(await predictions.label({ name: 'churn', labels })).toEqual({
      name: 'churn',
      nKept: 1,
      nUnknown: 0,
      unknown: [],
    });
    const list = await predictions.list({ name: 'churn', kind: 'answer', limit: 5 });
    expect(OPERATIONS.predictions.list.output.parse(list)).toEqual(list);
    expect(list.items).toMatchObject([
      { requestId, kind: 'answer', route: 'champion', labels: [{ label: 'yes' }] },
    ]);
    const failures = await predictions.list({ name: 'churn', kind: 'failure', limit: 5 });
    expect(failures.items).toMatchObject([
      {
        requestId: 'r2',
        error: 'INPUT_SCHEMA_MISMATCH',
        protocol: 'mlflow',
        entity: 'ada',
        predictions: [],
      },
    ]);
    const shown = await predictions.show({ requestId });
    expect(OPERATIONS.predictions.show.output.parse(shown)).toEqual(shown);
    expect(shown.items.map(({ kind }) => kind)).toEqual(['answer', 'shadow']);
  });

  it('say what is unknown', async () => {
    await expect(app.handlers.predictions.show({ requestId: 'x' })).rejects.toMatchObject({
      code: 'PREDICTION_NOT_FOUND',
      message: 'Request "x" must be in the log of any endpoint, got none of this id.',
      details: { requestId: 'x', endpoint: null },
    });
    const list = app.handlers.predictions.list({ name: 'chrun', kind: 'answer', limit: 1 });
    await expect(list).rejects.toMatchObject({
      code: 'ENDPOINT_NOT_FOUND',
      message: 'No endpoint is called "chrun".',
      details: { endpoint: 'chrun' },
    });
  });
});

describe('predictions.label', () => {
  const label = (file: string) =>
    app.handlers.predictions.label({ name: 'churn' }, { inputs: { file } });

  it('reads a file, where digits of ids stay and what is not known yet is left out', async () => {
    for (const [i, requestId] of ['007', 'a', 'b'].entries())
      await app.predictionLog.append(request(i, { requestId, rows: [{}, {}] }));
    const path = join(folder, 'labels.csv');
    await writeFile(
      path,
      'request_id,row,label,at\n007,,yes,2026-01-03\na,2,no,2026-01-03\nb,1,,\nc,1,no,\n',
    );
    expect(await label(path)).toEqual({
      name: 'churn',
      nKept: 2,
      nUnknown: 1,
      unknown: [{ requestId: 'c', row: 1 }],
    });
    const { items } = await app.handlers.predictions.show({ requestId: 'a' });
    expect(items[0]?.labels).toEqual([null, { label: 'no', at: '2026-01-03T00:00:00.000Z' }]);
  });

  it('asks for labels', async () => {
    await expect(app.handlers.predictions.label({ name: 'churn' })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: 'Labels of endpoint "churn" must be given, got none.',
      details: { endpoint: 'churn' },
    });
  });

  it('says which column or cell is wrong', async () => {
    const path = join(folder, 'labels.csv');
    await writeFile(path, 'id,label\na,yes\n');
    await expect(label(path)).rejects.toMatchObject({
      code: 'COLUMN_UNKNOWN',
      message: `File "${path}" must have a column "request_id", got "id" and "label".`,
      details: { column: 'request_id', known: ['id', 'label'] },
    });
    await writeFile(path, 'request_id,label,row\na,yes,0\n');
    await expect(label(path)).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: `Row 1, column "row" must be a whole number from 1, got 0 (${path}).`,
      details: { column: 'row', row: 1, value: 0, path },
    });
  });
});

/** How DuckDB reads each form; it would take "yes" and "no" of a CSV file for truth values. */
const FROM = {
  csv: (path: string) => `read_csv('${path}', types = {prediction: 'varchar', label: 'varchar'})`,
  parquet: (path: string) => `read_parquet('${path}')`,
  jsonl: (path: string) => `read_json('${path}')`,
};

describe('predictions.export', () => {
  const exported = (name: string, more: object = {}) =>
    app.handlers.predictions.export({
      ...{ name: 'churn', out: join(folder, name), format: 'rows', kind: 'answer' },
      ...more,
    });

  beforeEach(async () => {
    for (let i = 0; i < 5; i++) await app.predictionLog.append(request(i));
    await app.predictionLog.append(request(5, { kind: 'shadow' }));
    await app.predictionLog.append(
      request(6, {
        rows: [{ months: 7 }, { months: 8 }],
        predictions: [{ prediction: 'no' }, { prediction: 'yes' }],
      }),
    );
    const labels = [
      { requestId: 'r1', label: 'yes' },
      { requestId: 'r6', row: 2, label: 'no' },
    ];
    await app.predictionLog.label('churn', labels);
  });

  it.each(['csv', 'parquet', 'jsonl'])(
    'writes the rows of a span with labels as %s',
    async (ending) => {
      const span = { from: '2026-01-02T03:01:00Z', to: '2027-01-01' };
      const answer = await exported(`a.${ending}`, span);
      expect(answer).toMatchObject({ nRequests: 5, nRows: 6, nLabels: 2 });
      const path = join(folder, `a.${ending}`);
      expect(await readdir(folder)).toEqual([`a.${ending}`]);
      expect((await readFile(path)).length).toBe(answer.sizeBytes);
      const read = FROM[ending as keyof typeof FROM](path);
      const { connection, close } = await openDuckDb();
      const rows = await queryRows(
        connection,
        `select request_id, row_number, prediction, probability_yes, feature_months, feature_plan, label from ${read}`,
      );
      expect(
        rows.map((row) => row.map((value) => (typeof value === 'bigint' ? Number(value) : value))),
      ).toEqual([
        ...[1, 2, 3, 4].map((i) => [
          `r${i}`,
          1,
          'no',
          0.25,
          i,
          'basic, "x"',
          i === 1 ? 'yes' : null,
        ]),
        ['r6', 1, 'no', null, 7, null, null],
        ['r6', 2, 'yes', null, 8, null, 'no'],
      ]);
      close();
    },
  );

  it('writes lines of SageMaker data capture, with ground truth', async () => {
    await exported('a.jsonl', { format: 'sagemaker', from: '2026-01-02T03:04:00Z' });
    const lines = (await readFile(join(folder, 'a.jsonl'), 'utf8')).trimEnd().split('\n');
    const captured = (mode: string, content: object) => ({
      ...{ observedContentType: 'application/json', mode },
      ...{ data: JSON.stringify(content), encoding: 'JSON' },
    });
    expect(lines.map((line) => JSON.parse(line))).toEqual([
      {
        captureData: {
          endpointInput: captured('INPUT', { months: 4, plan: 'basic, "x"', calls: null }),
          endpointOutput: captured('OUTPUT', {
            prediction: 'no',
            probabilities: { no: 0.75, yes: 0.25 },
          }),
        },
        eventMetadata: { eventId: 'r4', inferenceTime: '2026-01-02T03:04:00Z' },
        eventVersion: '0',
      },
      expect.objectContaining({
        eventMetadata: { eventId: 'r6/1', inferenceTime: '2026-01-02T03:06:00Z' },
      }),
      expect.objectContaining({
        eventMetadata: { eventId: 'r6/2', inferenceTime: '2026-01-02T03:06:00Z' },
        groundTruthData: { data: 'no', encoding: 'CSV' },
      }),
    ]);
  });

  it('says what it cannot write, and leaves nothing behind', async () => {
    const path = join(folder, 'a.txt');
    await expect(exported('a.txt')).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: `The output file must end in .parquet, .csv or .jsonl, got "${path}".`,
      details: { out: path, ending: '.txt', format: 'rows' },
    });
    await expect(exported('a.csv', { format: 'sagemaker' })).rejects.toMatchObject({
      message: `The output file must end in .jsonl, got "${join(folder, 'a.csv')}".`,
    });
    await expect(exported('a.csv', { from: '2026-01-02T11:00:00Z' })).rejects.toMatchObject({
      code: 'ENDPOINT_SILENT',
      message:
        'Endpoint "churn" must have logged a request of kind answer from 2026-01-02T11:00:00Z until now, got none.',
    });
    await expect(exported('a.csv', { from: 'yesterday' })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: '`from` must be a day or an ISO 8601 instant, got "yesterday".',
      details: { from: 'yesterday' },
    });
    await expect(exported('none/a.csv')).rejects.toMatchObject({
      code: 'FILE_NOT_WRITABLE',
      message: expect.stringMatching(/must be writable, got no folder ".*none"\.$/),
    });
    expect(await readdir(folder)).toEqual([]);
  });
});
