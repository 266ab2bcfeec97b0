import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { type RunningServer, startServer } from '../index.ts';

const ROW = { months: 3, plan: 'basic', calls: 2 };
const COLUMNS = [
  { name: 'months', datatype: 'FP64', shape: [2], data: [3, 60] },
  { name: 'plan', datatype: 'BYTES', shape: [2, 1], data: ['basic', 'premium'] },
  { name: 'calls', datatype: 'FP64', shape: [2], data: [2, null] },
];

let app: SampleApp;
let server: RunningServer;
beforeAll(async () => {
  app = await openSampleApp();
  server = await startServer(app, { port: 0 });
});
afterAll(async () => {
  await server.close();
  await app.dispose();
});

async function ask(path: string, init: RequestInit = {}) {
  const answer = await fetch(`${server.url}${path}`, init);
  const text = await answer.text();
  return {
    status: answer.status,
    type: answer.headers.get('content-type'),
    text,
    json: () => JSON.parse(text),
  };
}

const post = (path: string, body: unknown, headers: Record<string, string> = {}) =>
  ask(path, {
    method: 'POST',
    headers,
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });

/** What our own API answers, which every protocol must agree with. */
async function ours(rows: readonly object[]) {
  const answer = await post(
    '/api/v1/models/churn/predict',
    { rows },
    { 'content-type': 'application/json' },
  );
  return answer.json() as {
    predictions: { prediction: string; probabilities: Record<string, number> }[];
  };
}

describe('the Open Inference Protocol', () => {
  it('answers what our own API answers, and logs it', async () => {
    const before = await app.predictionLog.count('churn');
    const answer = await post('/v2/models/churn/infer', { id: 'mine', inputs: COLUMNS });
    expect(answer.status).toBe(200);
    const { model_name, model_version, id, outputs } = answer.json();
    expect([model_name, model_version, id]).toEqual(['churn', '1', 'mine']);
    const expected = await ours([ROW, { months: 60, plan: 'premium', calls: null }]);
    expect(outputs[0]).toMatchObject({
      ...{ name: 'prediction', datatype: 'BYTES', shape: [2] },
      data: expected.predictions.map(({ prediction }) => prediction),
    });
    expect(outputs[1].data).toEqual(
      expected.predictions.flatMap(({ probabilities }) => [probabilities.no, probabilities.yes]),
    );
    expect((await app.predictionLog.count('churn')).nRows).toBe(before.nRows + 4);
  });

  it('goes to the version that the address names', async () => {
    const answer = await post('/v2/models/churn/versions/1/infer', { inputs: COLUMNS });
    expect(answer.json().model_version).toBe('1');
    const none = await post('/v2/models/churn/versions/9/infer', { inputs: COLUMNS });
    expect(none.status).toBe(404);
    expect(none.json().error).toContain('has no version "9"');
  });

  it('tells of the server, its models, their tensors and counts', async () => {
    expect((await ask('/v2')).json().extensions).toContain('binary_tensor_data');
    expect((await ask('/v2/health/ready')).json()).toEqual({ live: true, ready: true });
    expect((await ask('/v2/models')).json()).toEqual({ models: ['churn'] });
    expect((await ask('/v2/models/churn/ready')).json()).toEqual({ name: 'churn', ready: true });
    const { inputs, platform } = (await ask('/v2/models/churn')).json();
    expect(platform).toBe('kaizenml_model');
    expect(inputs.map((input: { name: string }) => input.name)).toEqual([
      'months',
      'plan',
      'calls',
    ]);
    expect((await ask('/v2/models/churn/config')).json().input[0].data_type).toBe('TYPE_FP64');
    const index = await post('/v2/repository/index', {});
    expect(index.json()).toEqual([{ name: 'churn', version: '1', state: 'READY', reason: '' }]);
    const [stats] = (await ask('/v2/models/churn/stats')).json().model_stats;
    expect(stats.inference_count).toBeGreaterThanOrEqual(4);
    expect(stats.inference_stats.success.count).toBe(stats.execution_count);
  });

  it('does not answer for a model that was unloaded until it is loaded again', async () => {
    const states = async () =>
      (await post('/v2/repository/index', {})).json().map(({ state }: { state: string }) => state);
    expect((await post('/v2/repository/models/churn/unload', {})).status).toBe(200);
    expect([(await ask('/v2/models/churn/ready')).status, await states()]).toEqual([
      503,
      ['UNAVAILABLE'],
    ]);
    const refused = await post('/v2/models/churn/infer', { inputs: COLUMNS });
    expect([refused.status, refused.json()]).toEqual([
      409,
      {
        error:
          'The model "churn" must be loaded to answer, got one that was unloaded. Load it with `POST /v2/repository/models/churn/load`.',
      },
    ]);
    expect((await post('/v2/repository/models/churn/load', {})).status).toBe(200);
    expect([(await ask('/v2/models/churn/ready')).status, await states()]).toEqual([
      200,
      ['READY'],
    ]);
    expect((await post('/v2/models/churn/infer', { inputs: COLUMNS })).status).toBe(200);
    expect((await post('/v2/repository/models/nothing/load', {})).status).toBe(404);
  });

  it('answers no rows with no answers', async () => {
    const none = COLUMNS.map((column) => ({ ...column, shape: [0], data: [] }));
    const answer = await post('/v2/models/churn/infer', { inputs: none });
    expect(answer.json().outputs).toMatchObject([
      { shape: [0], data: [] },
      { shape: [0, 2], data: [] },
    ]);
  });

  it('explains what it answers', async () => {
    const answer = await post('/v2/models/churn/explain', { id: 'mine', inputs: COLUMNS });
    expect(answer.status).toBe(200);
    const { id, model_version, outputs } = answer.json();
    expect([id, model_version]).toEqual(['mine', '1']);
    expect(outputs).toMatchObject([{ name: 'explanation', datatype: 'BYTES', shape: [2] }]);
    const explained = outputs[0].data.map((each: string) => JSON.parse(each));
    const rows = [ROW, { months: 60, plan: 'premium', calls: null }];
    const [first, second] = (await ours(rows)).predictions;
    expect(explained).toMatchObject([
      { prediction: first?.prediction },
      { prediction: second?.prediction },
    ]);
    for (const { average, answer: told, contributions } of explained) {
      const sum = contributions.reduce(
        (total: number, each: { contribution: number }) => total + each.contribution,
        average,
      );
      expect(sum).toBeCloseTo(told, 9);
    }
    const none = await post('/v2/models/churn/explain', {
      inputs: COLUMNS.map((column) => ({ ...column, shape: [0], data: [] })),
    });
    expect(none.status).toBe(400);
  });

  it('takes bodies that are compressed, and refuses those that are not what they say', async () => {
    const body = JSON.stringify({ inputs: COLUMNS });
    const send = (bytes: Uint8Array, encoding: string) =>
      ask('/v2/models/churn/infer', {
        method: 'POST',
        headers: { 'content-encoding': encoding },
        body: new Uint8Array(bytes),
      });
    const plain = (await post('/v2/models/churn/infer', body)).json().outputs;
    for (const [encoding, pack] of [
      ['gzip', gzipSync],
      ['deflate', deflateSync],
      ['br', brotliCompressSync],
    ] as const)
      expect((await send(pack(body), encoding)).json().outputs).toEqual(plain);
    const wrong = await send(Buffer.from(body), 'gzip');
    expect([wrong.status, wrong.json().error]).toEqual([
      400,
      'The request has a problem: `(body)` must be gzip, got bytes that are not. Check the header `content-encoding`.',
    ]);
    expect((await send(Buffer.from(body), 'zip')).status).toBe(415);
    expect((await send(gzipSync(Buffer.alloc(11 * 1024 * 1024)), 'gzip')).status).toBe(413);
  });

  it('tells failures in its own words', async () => {
    const answer = await post('/v2/models/churn/infer', { inputs: [{ name: 'months' }] });
    expect(answer.status).toBe(400);
    expect(Object.keys(answer.json())).toEqual(['error']);
    expect((await post('/v2/models/churn/infer', '{')).status).toBe(400);
    const unknown = await ask('/v2/models/chrun');
    expect(unknown.status).toBe(404);
    expect(unknown.json().error).toContain('Did you mean "churn"?');
    expect((await ask('/v2/models/churn@champion')).status).toBe(404);
  });
});

describe('an address that nothing answers', () => {
  it.each([
    ['GET', '/v2/models/churn/metrics', ['error']],
    ['POST', '/v2/models/churn/infer/x?a=1', ['error']],
    ['POST', '/v1/models/churn:train', ['error', 'error_code', 'hint']],
    ['POST', '/endpoints/churn/invocations/x', ['error', 'error_code', 'hint']],
    ['POST', '/invocations/x', ['error', 'error_code', 'hint']],
  ])('is told in the words of its protocol: %s %s', async (method, path, keys) => {
    const answer = await ask(path, { method, ...(method === 'POST' && { body: '{' }) });
    expect([answer.status, Object.keys(answer.json())]).toEqual([404, keys]);
    expect(answer.type).toContain('application/json');
    expect(answer.json().error).toContain(`Nothing answers ${method} ${path.split('?')[0]}.`);
  });
});

describe('version 1 of KServe', () => {
  it('predicts and explains', async () => {
    const [expected] = (await ours([ROW])).predictions;
    const predicted = await post('/v1/models/churn:predict', { instances: [ROW] });
    expect(predicted.json()).toEqual({ predictions: [expected?.prediction] });
    const explained = await post('/v1/models/churn:explain', { instances: [ROW] });
    const [explanation] = explained.json().explanations;
    expect(explanation.contributions.length).toBeGreaterThan(0);
    expect((await ask('/v1/models/churn')).json()).toEqual({ name: 'churn', ready: true });
    expect((await post('/v1/models/churn:train', { instances: [] })).status).toBe(404);
  });
});

describe('/invocations', () => {
  const json = { 'content-type': 'application/json' };
  const csv = { 'content-type': 'text/csv' };

  it('takes the four JSON forms of MLflow and CSV, and answers all alike', async () => {
    const [expected] = (await ours([ROW])).predictions;
    const columns = Object.keys(ROW);
    const bodies: [unknown, Record<string, string>][] = [
      [{ dataframe_split: { columns, data: [Object.values(ROW)] } }, json],
      [{ dataframe_records: [ROW] }, json],
      [{ instances: [ROW] }, json],
      [{ inputs: { months: [3], plan: ['basic'], calls: [2] } }, json],
      [`${columns.join(',')}\n3,basic,2\n`, csv],
    ];
    for (const [body, headers] of bodies) {
      const answer = await post('/invocations', body, headers);
      expect(answer.json()).toEqual({ predictions: [expected?.prediction] });
    }
    expect((await ask('/ping')).status).toBe(200);
  });

  it('takes CSV without a header as SageMaker sends it, and answers in the form that is accepted', async () => {
    const [expected] = (await ours([ROW])).predictions;
    for (const path of ['/invocations', '/endpoints/churn/invocations']) {
      const answer = await post(path, '3,basic,2\n', csv);
      expect([answer.status, answer.text]).toEqual([200, `${expected?.prediction}\n`]);
    }
    const inJson = await post('/endpoints/churn/invocations', '3,basic,2', {
      ...csv,
      accept: 'application/json',
    });
    expect(inJson.json()).toEqual({
      predictions: [{ predicted_label: expected?.prediction, score: expected?.probabilities.yes }],
    });
  });

  it('refuses rows that do not fit with every problem', async () => {
    const answer = await post('/invocations', { dataframe_records: [{ months: 'many' }] }, json);
    expect(answer.status).toBe(422);
    expect(answer.json().error_code).toBe('INPUT_SCHEMA_MISMATCH');
  });
});
