import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEFAULT_SETTINGS } from '../../endpoints/index.ts';
import { type RunningServer, startServer } from '../../server/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { registerSampleModel } from '../../testing/sample-model.ts';

const ROW = { months: 3, plan: 'basic', calls: 2 };
const TESTER = { 'x-tester': 'yes' };

let app: SampleApp;
let server: RunningServer;
beforeAll(async () => {
  app = await openSampleApp();
  await registerSampleModel(app, { seed: 8 });
  await app.handlers.models.alias({ name: 'churn', alias: 'champion', version: 1 });
  await app.handlers.endpoints.configure({
    name: 'churn',
    settings: {
      ...DEFAULT_SETTINGS,
      routes: [
        { name: 'testers', header: 'X-Tester', value: 'yes', to: 2 },
        { name: 'large', when: 'plan == "premium" and months > 12', to: 2 },
        { name: 'early', header: 'x-early', to: 'candidate' },
      ],
    },
    note: 'Testers go first.',
  });
  server = await startServer(app, { port: 0 });
});
afterAll(async () => {
  await server.close();
  await app.dispose();
});

/** The version that was logged for the newest request. */
async function logged() {
  const [newest] = await app.predictionLog.newest('churn', 1);
  return [newest?.version, newest?.route];
}

async function post(path: string, body: object, headers: Record<string, string> = {}) {
  const answer = await fetch(`${server.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  });
  expect(answer.status).toBe(200);
}

const tensor = (name: string, datatype: string, value: unknown) => ({
  ...{ name, datatype, shape: [1, 1], data: [value] },
});
const TENSORS = [
  ...[tensor('months', 'FP64', 3), tensor('plan', 'BYTES', 'basic')],
  tensor('calls', 'FP64', 2),
];

describe('routes of an endpoint', () => {
  it.each([
    ['/api/v1/models/churn/predict', { rows: [ROW] }],
    ['/v2/models/churn/infer', { inputs: TENSORS }],
    ['/v1/models/churn:predict', { instances: [ROW] }],
    ['/invocations', { dataframe_records: [ROW] }],
    ['/endpoints/churn/invocations', { instances: [ROW] }],
  ])('go by a header at %s', async (path, body) => {
    await post(path, body, TESTER);
    expect(await logged()).toEqual([2, 'testers']);
    await post(path, body, { 'x-tester': 'no' });
    expect(await logged()).toEqual([1, undefined]);
  });

  it('go by rows, of which all must keep the condition', async () => {
    const premium = { ...ROW, plan: 'premium', months: 30 };
    await post('/api/v1/models/churn/predict', { rows: [premium, premium] });
    expect(await logged()).toEqual([2, 'large']);
    await post('/api/v1/models/churn/predict', { rows: [premium, ROW] });
    expect(await logged()).toEqual([1, undefined]);
  });

  it('are not for who asks for a version', async () => {
    await post('/api/v1/models/churn%2F1/predict', { rows: [ROW] }, TESTER);
    expect(await logged()).toEqual([1, undefined]);
  });

  it('lead to the candidate while a rollout is under way, uncounted by its guards', async () => {
    await post('/api/v1/models/churn/predict', { rows: [ROW] }, { 'x-early': '1' });
    expect(await logged()).toEqual([1, undefined]);
    const { id } = await app.handlers.rollouts.start({
      ...{ endpoint: 'churn', to: 2, strategy: 'canary', steps: '1%', stepSeconds: 60 },
      ...{
        stepRequests: 10,
        labels: 0,
        level: 0.05,
        errorMargin: 0.01,
        latencyFactor: 1.5,
        answersMove: 0.2,
      },
    });
    await post('/api/v1/models/churn/predict', { rows: [ROW] }, { 'x-early': '1' });
    expect(await logged()).toEqual([2, 'early']);
    await app.rollouts.tick();
    await post('/api/v1/models/churn/predict', { rows: [ROW] });
    const [dealt] = await app.predictionLog.newest('churn', 1);
    expect(dealt?.propensity).toBe(dealt?.version === 2 ? 0.01 : 0.99);
    const { arms } = await app.handlers.rollouts.show({ id });
    expect(arms.map(({ nAnswered }) => nAnswered)).toEqual([0, 0]);
    await app.handlers.rollouts.rollback({ id });
  });

  it('keep what they became, and why', async () => {
    const { items } = await app.handlers.endpoints.history({ name: 'churn', limit: 5 });
    expect(items).toMatchObject([
      { note: 'Testers go first.', settings: { routes: [{ to: 2 }, {}, {}] } },
    ]);
  });

  it.each([
    [{ name: 'candidate', header: 'x', to: 2 }, 'ARGUMENT_INVALID', /a name of its own/],
    [{ name: 'a', to: 2 }, 'ARGUMENT_INVALID', /`header`, `when` or both, got neither/],
    [{ name: 'a', when: 'colour == "red"', to: 2 }, 'ARGUMENT_INVALID', /"a" is not understood/],
    [{ name: 'a', header: 'x', to: 9 }, 'MODEL_VERSION_NOT_FOUND', /no version "9"/],
    [{ name: 'a', header: 'x', to: 'gone' }, 'MODEL_ALIAS_NOT_FOUND', /no alias "gone"/],
  ])('are refused when they cannot be taken: %j', async (route, code, message) => {
    const settings = { ...DEFAULT_SETTINGS, routes: [route] };
    await expect(
      app.handlers.endpoints.configure({ name: 'churn', settings }),
    ).rejects.toMatchObject({ code, message: expect.stringMatching(message) });
  });
});
