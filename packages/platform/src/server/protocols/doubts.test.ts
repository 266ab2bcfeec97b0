import { fitNovelty } from '@kaizenml/ml/doubt';
import { seededRandom } from '@kaizenml/ml/math';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { connectGrpc } from '../../testing/grpc-client.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { registerSampleModel } from '../../testing/sample-model.ts';
import { type RunningServer, startServer } from '../index.ts';

const ROWS = [
  { months: 3, plan: 'basic', calls: 20 },
  { months: 9000, plan: 'premium', calls: 20 },
];
const INPUTS = [
  { name: 'months', datatype: 'FP64', shape: [2], data: [3, 9000] },
  { name: 'plan', datatype: 'BYTES', shape: [2], data: ['basic', 'premium'] },
  { name: 'calls', datatype: 'FP64', shape: [2], data: [20, 20] },
];

let app: SampleApp;
let server: RunningServer;
beforeAll(async () => {
  app = await openSampleApp();
  await registerSampleModel(app, {
    name: 'doubting',
    doubt: (rows) => {
      const novelty = fitNovelty(rows, seededRandom(1));
      return {
        classSets: { nRows: 500, thresholds: [{ level: 0.9, least: 0.2 }] },
        weakSegments: [
          { column: 'plan', level: 'premium', nRows: 80, loss: 0.35, lossElsewhere: 0.1 },
        ],
        ...(novelty && { novelty }),
      };
    },
  });
  server = await startServer(app, { port: 0 });
});
afterAll(async () => {
  await server.close();
  await app.dispose();
});

const post = async (path: string, body: unknown, headers: Record<string, string> = {}) => {
  const text = typeof body === 'string' ? body : JSON.stringify(body);
  const type = { 'content-type': 'application/json', ...headers };
  const answer = await fetch(`${server.url}${path}`, { method: 'POST', headers: type, body: text });
  const said = await answer.text();
  return { status: answer.status, headers: answer.headers, text: said };
};
const infer = async (body: object) => {
  const { text, status } = await post('/v2/models/doubting/infer', { inputs: INPUTS, ...body });
  return { status, ...JSON.parse(text) };
};
/** What our own route says, which every protocol must agree with. */
const ours = () =>
  app.handlers.models.predict({ name: 'doubting', rows: ROWS, flags: true, interval: 0.9 });

describe('doubts in other protocols', () => {
  it('are outputs of the Open Inference Protocol that are there when they are asked for', async () => {
    const answer = await fetch(`${server.url}/v2/models/doubting`);
    const said: unknown = await answer.json();
    expect(said).toMatchObject({
      outputs: [
        { name: 'prediction' },
        { name: 'probabilities' },
        { name: 'class_set', datatype: 'BYTES', shape: [-1], parameters: { optional: true } },
        { name: 'flags', datatype: 'BYTES', shape: [-1], parameters: { optional: true } },
      ],
    });
    const { predictions, flags = [] } = await ours();
    const sets = predictions.map(({ classes }) => JSON.stringify(classes?.names));
    const plain = await infer({});
    expect(plain.outputs.map(({ name }: { name: string }) => name)).toEqual([
      'prediction',
      'probabilities',
    ]);
    expect(plain.parameters).not.toHaveProperty('kaizen_flags');

    const asked = await infer({ parameters: { flags: true, interval: 0.9 } });
    expect(asked.outputs.slice(2)).toMatchObject([
      { name: 'class_set', shape: [2], parameters: { level: 0.9 }, data: sets },
      { name: 'flags', shape: [2] },
    ]);
    const [first, second] = asked.outputs[3].data.map(JSON.parse);
    expect(first).toEqual([]);
    expect(second).toEqual(flags.map(({ row: _, ...flag }) => flag));
    expect(JSON.parse(asked.parameters.kaizen_flags)).toMatchObject({
      ...{ nFlags: 2, alarmRate: 0.01 },
      flags: [
        { row: 2, kind: 'unusual', columns: ['months'] },
        { row: 2, kind: 'weak', columns: ['plan'] },
      ],
    });

    const named = await infer({ outputs: [{ name: 'class_set' }] });
    expect(named.outputs).toMatchObject([{ name: 'class_set', data: sets }]);
    const wrong = await infer({ parameters: { interval: 0.7, flags: 1 } });
    expect([wrong.status, wrong.error]).toEqual([
      400,
      expect.stringContaining('`parameters.interval` must be 0.5, 0.8, 0.9, 0.95 or 0.99, got 0.7'),
    ]);
    expect(wrong.error).toContain('`parameters.flags` must be true or false, got 1');
  });

  it('are outputs of its gRPC, where text may ask', async () => {
    const { predictions } = await ours();
    const client = connectGrpc(`127.0.0.1:${server.port}`);
    const called = await client.call('ModelInfer', {
      model_name: 'doubting',
      parameters: { interval: { string_param: '0.9' }, flags: { bool_param: true } },
      inputs: [
        { ...INPUTS[0], data: undefined, contents: { fp64_contents: [3, 9000] } },
        {
          ...{ ...INPUTS[1], data: undefined },
          contents: { bytes_contents: ['basic', 'premium'].map((text) => Buffer.from(text)) },
        },
        { ...INPUTS[2], data: undefined, contents: { fp64_contents: [20, 20] } },
      ],
    });
    client.close();
    const outputs = called.response.outputs as {
      name: string;
      contents: { bytes_contents: Buffer[] };
    }[];
    expect(outputs.map(({ name }) => name)).toEqual([
      ...['prediction', 'probabilities', 'class_set', 'flags'],
    ]);
    expect(outputs[2]?.contents.bytes_contents.map(String)).toEqual(
      predictions.map(({ classes }) => JSON.stringify(classes?.names)),
    );
  });

  it('stand beside the predictions of version 1, and of MLflow by its params', async () => {
    const { predictions, flags, nFlags, alarmRate } = await ours();
    const trust = predictions.map(({ classes }) => ({ classes }));
    const expected = {
      predictions: predictions.map(({ prediction }) => prediction),
      ...{ trust, flags, nFlags, alarmRate },
    };
    const asked = { flags: true, interval: 0.9 };
    const v1 = await post('/v1/models/doubting:predict', { instances: ROWS, ...asked });
    expect(JSON.parse(v1.text)).toEqual(expected);
    const body = { dataframe_records: ROWS, params: asked };
    const mlflow = await post('/invocations?model=doubting', body);
    expect(JSON.parse(mlflow.text)).toEqual(expected);
    const plain = await post('/v1/models/doubting:predict', { instances: ROWS });
    expect(JSON.parse(plain.text)).toEqual({ predictions: expected.predictions });
    const wrong = await post('/invocations?model=doubting', { ...body, params: { flags: 'x' } });
    expect(JSON.parse(wrong.text)).toMatchObject({
      error_code: 'REQUEST_INVALID',
      error: 'The scoring request has a problem: `params.flags` must be true or false, got "x".',
    });
  });

  it('go by the custom attributes of SageMaker', async () => {
    const { predictions } = await ours();
    const csv = '3,basic,20\n9000,premium,20\n';
    const header = 'x-amzn-sagemaker-custom-attributes';
    const asked = { [header]: 'theirs=1; kaizen-flags=true;kaizen-interval=0.9' };
    const path = '/endpoints/doubting/invocations';
    const answer = await post(path, csv, { ...asked, 'content-type': 'text/csv' });
    expect(answer.text).toBe(
      predictions
        .map(({ prediction, classes }) => {
          const names = JSON.stringify(classes?.names).replaceAll('"', '""');
          return `${prediction},"${names}"\n`;
        })
        .join(''),
    );
    expect(answer.headers.get(header)).toBe('kaizen-flags=2;kaizen-flagged-rows=2');
    const inJson = await post(path, { instances: ROWS }, asked);
    expect(JSON.parse(inJson.text).predictions).toMatchObject(
      predictions.map(({ classes }) => ({ classes })),
    );
    const plain = await post(path, csv, { 'content-type': 'text/csv' });
    expect(plain.headers.get(header)).toBeNull();
    expect(plain.text).toBe(predictions.map(({ prediction }) => `${prediction}\n`).join(''));
    expect((await post(path, csv, { [header]: 'kaizen-interval=1' })).status).toBe(400);
  });
});
