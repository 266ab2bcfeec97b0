import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningServer, startServer } from '../../server/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';

const ROW = { months: 3, plan: 'basic', calls: 20 };
const TYPO = { months: 3, plan: 'besic', calls: 20 };

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

async function configure(door: object): Promise<void> {
  const response = await fetch(new URL('/api/v1/endpoints/churn/settings', server.url), {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ settings: { door } }),
  });
  expect(response.status).toBe(200);
}

const post = (path: string, body: object) =>
  fetch(new URL(path, server.url), {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });

/** The row of a typing mistake, in every protocol. */
const PROTOCOLS: Readonly<Record<string, () => Promise<Response>>> = {
  'our own': () => post('/api/v1/models/churn/predict', { rows: [ROW, TYPO] }),
  'KServe v1': () => post('/v1/models/churn:predict', { instances: [ROW, TYPO] }),
  MLflow: () => post('/invocations?model=churn', { dataframe_records: [ROW, TYPO] }),
  SageMaker: () =>
    fetch(new URL('/endpoints/churn/invocations', server.url), {
      method: 'POST',
      headers: { 'content-type': 'text/csv' },
      body: '3,basic,20\n3,besic,20\n',
    }),
  'Open Inference': () =>
    post('/v2/models/churn/infer', {
      inputs: [
        { name: 'months', datatype: 'FP64', shape: [2], data: [3, 3] },
        { name: 'plan', datatype: 'BYTES', shape: [2], data: ['basic', 'besic'] },
        { name: 'calls', datatype: 'FP64', shape: [2], data: [20, 20] },
      ],
    }),
};

/** What an answer tells of the door, wherever its protocol has a place for it. */
async function toldBy(response: Response) {
  expect(response.status).toBe(200);
  const body = (await response.text()).trim();
  const header = response.headers.get('x-kaizen-door');
  if (header !== null) return JSON.parse(header);
  const { problems, nProblems, parameters } = JSON.parse(body);
  return parameters === undefined ? { problems, nProblems } : JSON.parse(parameters.kaizen_door);
}

describe('the door of an endpoint', () => {
  it.each(Object.entries(PROTOCOLS))('tells of a new level by default: %s', async (_, ask) => {
    await configure({});
    expect(await toldBy(await ask())).toMatchObject({
      nProblems: 1,
      problems: [{ row: 2, column: 'plan', problem: 'category', action: 'warn' }],
    });
  });

  it.each(Object.entries(PROTOCOLS))('refuses it where it is told to: %s', async (_, ask) => {
    await configure({ columns: { plan: { category: 'refuse' } } });
    const response = await ask();
    expect([response.status, await response.text()]).toEqual([
      422,
      expect.stringContaining('plan must be among'),
    ]);
  });

  it('asks the model with the default of the column, and logs what came', async () => {
    await configure({ category: 'default', columns: { plan: { value: 'premium' } } });
    const { predictions, problems, requestId } = await app.handlers.models.predict({
      name: 'churn',
      rows: [TYPO],
    });
    const asked = await app.handlers.models.predict({
      name: 'churn',
      rows: [{ ...TYPO, plan: 'premium' }],
    });
    expect([predictions, problems?.[0]?.to]).toEqual([asked.predictions, 'premium']);
    const { items } = await app.handlers.predictions.show({ requestId });
    expect(items[0]?.rows).toEqual([TYPO]);
  });

  it('refuses settings that the model cannot follow, and keeps the former', async () => {
    const before = await app.handlers.endpoints.show({ name: 'churn' });
    const settings = {
      ...before.settings,
      door: { ...before.settings.door, columns: { pan: {} } },
    };
    await expect(
      app.handlers.endpoints.configure({ name: 'churn', settings }),
    ).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: 'door.columns must name columns that the model reads, got "pan".',
      hint: 'Did you mean "plan"?',
    });
    expect(await app.handlers.endpoints.show({ name: 'churn' })).toEqual(before);
  });
});
