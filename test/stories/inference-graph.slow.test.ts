import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inputChecker, OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type App, openApp } from '../../packages/platform/src/app.ts';
import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { openSampleApp, type SampleApp } from '../../packages/platform/src/testing/sample-app.ts';
import { runCli } from './cli.ts';

/*
 * From nothing to an endpoint that looks up a customer, asks the model of another server, prices by a function, and is ruled,
 * rolled out and logged: with the command line, and in two protocols.
 */

const PRICE = `
import { defineModel } from 'kaizenml';
export default defineModel({
  inputs: { risk: 'number', orders: 'number' },
  output: { name: 'discount', task: 'regression' },
  predict: (rows) => rows.map(({ risk, orders }): number => (risk ?? 0) * 10 + (orders ?? 0)),
});
`;

const PROJECT = `
graphs:
  offer:
    nodes:
      root:
        router: sequence
        steps:
          - lookup: { dataset: customers, key: customer, columns: [orders], defaults: { orders: 0 } }
          - { model: churn, as: risk, probabilityOf: "yes" }
          - { model: discount }
`;

let folder: string;
let remote: SampleApp;
let elsewhere: RunningServer;
let app: App;
let server: RunningServer;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-offer-'));
  remote = await openSampleApp();
  elsewhere = await startServer(remote, { port: 0 });
});
afterAll(async () => {
  await server?.close();
  await app?.close();
  await elsewhere.close();
  await remote.dispose();
  await rm(folder, { recursive: true });
});

const home = () => join(folder, 'home');

async function kaizen(...args: string[]): Promise<Record<string, unknown>> {
  const { code, stdout, stderr } = await runCli([...args, '--home', home(), '--json']);
  if (code !== 0) throw new Error(`kaizen ${args.join(' ')}: ${stderr}`);
  return JSON.parse(stdout) as Record<string, unknown>;
}

async function post(path: string, body: unknown): Promise<{ status: number; body: never }> {
  const answer = await fetch(server.url + path, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as never };
}

const CUSTOMER = { months: 3, plan: 'basic', calls: 4 };
const predict = (rows: unknown, more: object = {}) =>
  post('/api/v1/models/offer/predict', { rows, ...more });

describe('an offer from a lookup, the model of another server and a function', () => {
  it('is registered by the command line', async () => {
    const [table, price, project] = ['customers.csv', 'discount.ts', 'kaizen.yaml'].map((name) =>
      join(folder, name),
    ) as [string, string, string];
    await writeFile(table, 'customer,orders\n7,100\n9,300\n');
    await writeFile(price, PRICE);
    await writeFile(project, PROJECT);
    await kaizen('datasets', 'add', table);
    await kaizen('models', 'register-proxy', 'churn', `${elsewhere.url}/v2/models/churn`);
    await kaizen('models', 'register-function', 'discount', price);
    const made = await kaizen('models', 'register-graph', 'offer', project);
    expect(made).toMatchObject({ name: 'offer', version: 1, target: 'discount' });
    app = await openApp({ home: home() });
    server = await startServer(app, { port: 0 });
  });

  it('is answered, logged with what was looked up, and traced on demand', async () => {
    const told = await remote.handlers.models.predict({ name: 'churn', rows: [CUSTOMER] });
    const risk = told.predictions[0]?.probabilities?.yes ?? Number.NaN;
    const rows = [7, 9, 8].map((customer) => ({ ...CUSTOMER, customer }));
    const { status, body } = await predict(rows, { trace: true });
    expect(status).toBe(200);
    const { predictions, trace } = body as {
      predictions: { prediction: number }[];
      trace: { step: string }[];
    };
    const expected = [100, 300, 0].map((orders) => risk * 10 + orders);
    for (const [i, { prediction }] of predictions.entries())
      expect(prediction).toBeCloseTo(expected[i] ?? Number.NaN, 12);
    expect(trace.map(({ step }) => step)).toEqual([
      'root/lookup by customer',
      'root/churn/1',
      'root/discount/1',
    ]);
    const { items } = await app.handlers.predictions.list({
      ...{ name: 'offer', kind: 'answer', limit: 1 },
    });
    expect(items[0]?.rows).toEqual(
      [100, 300, 0].map((orders, i) => ({ ...rows[i], orders, risk })),
    );
  });

  it('speaks the Open Inference Protocol', async () => {
    const tensor = (name: string, datatype: string, value: unknown) => ({
      ...{ name, datatype, shape: [1], data: [value] },
    });
    const { body } = await post('/v2/models/offer/infer', {
      inputs: [
        tensor('customer', 'FP64', 9),
        tensor('months', 'FP64', 3),
        tensor('plan', 'BYTES', 'basic'),
        tensor('calls', 'FP64', 4),
      ],
    });
    const { outputs } = body as { outputs: { name: string; data: number[] }[] };
    expect(outputs[0]?.name).toBe('prediction');
    expect(outputs[0]?.data[0]).toBeGreaterThan(300);
  });

  it('keeps the rules of its endpoint', async () => {
    const settings = { assertions: [{ name: 'most', action: 'clamp', max: 200 }] };
    const asked = inputChecker(OPERATIONS.endpoints.configure)({ name: 'offer', settings });
    if (!asked.ok) throw new Error(JSON.stringify(asked.problems));
    await app.handlers.endpoints.configure(asked.input);
    const { body } = await predict([{ ...CUSTOMER, customer: 9 }]);
    expect(body).toMatchObject({ predictions: [{ prediction: 200 }], applied: [{ name: 'most' }] });
  });

  it('hands over to a new version by a rollout', async () => {
    await kaizen('models', 'alias', 'offer', 'champion', '1');
    await kaizen('models', 'register-graph', 'offer', join(folder, 'kaizen.yaml'));
    const asked = { endpoint: 'offer', to: 2, steps: '50%', by: 'customer' };
    const checked = inputChecker(OPERATIONS.rollouts.start)(asked);
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    await app.handlers.rollouts.start(checked.input);
    const versions = new Set<number>();
    for (let customer = 0; customer < 40; customer++) {
      const { body } = await predict([{ ...CUSTOMER, customer }]);
      versions.add((body as { version: number }).version);
    }
    expect([...versions].sort()).toEqual([1, 2]);
  });

  it('says that the other server has gone', async () => {
    await elsewhere.close();
    const { status, body } = await predict([{ ...CUSTOMER, customer: 7 }]);
    expect({ status, body }).toMatchObject({ status: 503, body: { code: 'REMOTE_UNAVAILABLE' } });
  });
});
