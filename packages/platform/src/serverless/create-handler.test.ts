import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { LoggedRequest } from '../predictions/index.ts';
import { gatewayV1, gatewayV2, loadBalancer } from '../testing/gateway-events.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { createHandler, type GatewayAnswer, type Handler } from './index.ts';

const ROW = { months: 3, plan: 'basic', calls: 2 };
const BODY = JSON.stringify({ rows: [ROW] });
const base64 = (text: string) => Buffer.from(text).toString('base64');

interface Problem {
  readonly code: string;
  readonly status: number;
}

describe('a handler around an artifact', () => {
  let app: SampleApp;
  let artifact = '';
  let handler: Handler;
  let expected: { readonly prediction: string | number };
  const answered: LoggedRequest[] = [];
  beforeAll(async () => {
    app = await openSampleApp();
    const [version] = await app.store.models.versions('churn' as never);
    if (version === undefined) throw new Error('the sample has no version');
    artifact = await app.artifacts.pathOf(version.artifact);
    handler = createHandler({ artifact, onAnswer: (request) => void answered.push(request) });
    const { predictions } = await app.handlers.models.predict({ name: 'churn', rows: [ROW] });
    [expected] = predictions as [{ prediction: string }];
  });
  afterAll(() => app.dispose());

  const ask = async (event: object) => {
    const answer = (await handler(event)) as GatewayAnswer;
    const body = Buffer.from(answer.body, answer.isBase64Encoded ? 'base64' : 'utf8');
    return { ...answer, bytes: body, json: () => JSON.parse(body.toString()) };
  };

  it('answers events of gateways in their form, also where bodies are in base64', async () => {
    for (const event of [
      gatewayV1({ body: BODY }),
      gatewayV1({ body: base64(BODY), isBase64Encoded: true }),
      gatewayV2({ body: BODY }),
      gatewayV2({ body: base64(BODY), isBase64Encoded: true }),
      loadBalancer({ body: BODY }),
    ]) {
      const answer = await ask(event);
      expect([answer.statusCode, answer.isBase64Encoded]).toEqual([200, false]);
      expect(answer.headers['content-type']).toBe('application/json');
      expect(answer.json()).toMatchObject({ version: 1, predictions: [expected] });
    }
  });

  it('answers an event that is a body with a body, in every form of MLflow', async () => {
    const columns = Object.keys(ROW);
    expect(await handler({ rows: [ROW] })).toMatchObject({ predictions: [expected] });
    for (const event of [
      { dataframe_split: { columns, data: [Object.values(ROW)] } },
      { dataframe_records: [ROW] },
      { instances: [ROW] },
      { inputs: { months: [3], plan: ['basic'], calls: [2] } },
    ])
      expect(await handler(event)).toEqual({ predictions: [expected.prediction] });
  });

  it('answers CSV, tensors in JSON, and binary tensors in base64', async () => {
    const csv = { headers: { 'content-type': 'text/csv' }, body: 'months,plan,calls\n3,basic,2\n' };
    expect((await ask(gatewayV2(csv))).json()).toEqual({ predictions: [expected.prediction] });
    const inputs = Object.entries(ROW).map(([name, value]) => ({
      ...{ name, shape: [1], data: [value] },
      datatype: typeof value === 'string' ? 'BYTES' : 'FP64',
    }));
    const json = await ask(gatewayV1({ body: JSON.stringify({ id: 'mine', inputs }) }));
    expect(json.json()).toMatchObject({
      id: 'mine',
      outputs: [{ data: [expected.prediction] }, {}],
    });
    const parameters = { binary_data_output: true };
    const binary = await ask(gatewayV2({ body: JSON.stringify({ inputs, parameters }) }));
    expect(binary.isBase64Encoded).toBe(true);
    const headLength = Number(binary.headers['inference-header-content-length']);
    expect(JSON.parse(binary.bytes.subarray(0, headLength).toString()).outputs[0].name).toBe(
      'prediction',
    );
  });

  it('answers tensors in JSON where the answer is the body itself, whatever was asked for', async () => {
    const inputs = Object.entries(ROW).map(([name, value]) => ({
      ...{ name, shape: [1], data: [value] },
      datatype: typeof value === 'string' ? 'BYTES' : 'FP64',
    }));
    const outputs = [{ name: 'prediction', parameters: { binary_data: true } }];
    for (const asked of [
      { inputs, parameters: { binary_data_output: true } },
      { inputs, outputs },
    ])
      expect(((await handler(asked)) as { outputs: unknown[] }).outputs[0]).toMatchObject({
        ...{ name: 'prediction', data: [expected.prediction] },
      });
  });

  it('names the failure of an event that is none, as of any body', async () => {
    for (const event of [null, [], true, 'rows'])
      await expect(handler(event)).rejects.toMatchObject({
        ...{ name: 'REQUEST_INVALID', code: 'REQUEST_INVALID' },
        message: expect.stringMatching(
          /^An event must be that of a gateway or an object with rows/,
        ),
      });
  });

  it('tells at a GET what the model reads', async () => {
    for (const event of [gatewayV1({ method: 'GET' }), gatewayV2({ method: 'GET' })])
      expect((await ask(event)).json().signature.inputs).toMatchObject([
        { name: 'months', kind: 'number' },
        { name: 'plan', kind: 'category' },
        { name: 'calls', kind: 'number' },
      ]);
  });

  it('gives every answer to who keeps the log before it is out', async () => {
    answered.length = 0;
    await handler({ rows: [ROW] });
    expect(answered).toMatchObject([{ rows: [ROW], predictions: [expected] }]);
  });

  it('answers what is wrong as a problem, and throws it to who sent a body', async () => {
    for (const [body, code, status] of [
      ['{', 'REQUEST_INVALID', 400],
      ['', 'REQUEST_INVALID', 400],
      [JSON.stringify({ rows: [{ months: 'many' }] }), 'INPUT_SCHEMA_MISMATCH', 422],
      [JSON.stringify({ rows: [] }), 'REQUEST_INVALID', 400],
      [JSON.stringify({ rows: {} }), 'REQUEST_INVALID', 400],
    ] as const) {
      const answer = await ask(gatewayV2({ body }));
      expect([answer.statusCode, answer.headers['content-type']]).toEqual([
        status,
        'application/problem+json',
      ]);
      expect((answer.json() as Problem).code).toBe(code);
    }
    await expect(handler({ rows: [{ months: 'many' }] })).rejects.toMatchObject({
      name: 'INPUT_SCHEMA_MISMATCH',
    });
    await expect(handler('text')).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: 'An event must be that of a gateway or an object with rows, got string.',
    });
  });

  it('tells every request that the artifact could not be opened', async () => {
    const none = createHandler({ artifact: `${artifact}-none` });
    for (let i = 0; i < 2; i++)
      expect(await none(gatewayV1({ body: BODY }))).toMatchObject({ statusCode: 400 });
  });

  it('only reads its folder', async () => {
    const before = await readFile(`${artifact}/manifest.json`, 'utf8');
    await handler({ rows: [ROW] });
    expect(await readFile(`${artifact}/manifest.json`, 'utf8')).toBe(before);
  });
});

describe('a handler around a home', () => {
  it('answers and logs as the server does', async () => {
    const app = await openSampleApp();
    const handler = createHandler({ home: app.home, model: 'churn@champion' });
    const answer = (await handler({ rows: [ROW] })) as { requestId: string; model: string };
    expect(answer.model).toBe('churn');
    expect(await app.predictionLog.find(answer.requestId)).toMatchObject([{ rows: [ROW] }]);
    await app.dispose();
  });
});
