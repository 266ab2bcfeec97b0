import http from 'node:http';
import type { AddressInfo } from 'node:net';
import { asId, type ModelName, type Row, type Signature } from '@kaizenml/contracts';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import { seededRandom } from '@kaizenml/ml/math';
import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../../test/thrown-by.ts';
import type { Answerer, ModelVersionRecord } from '../../models/index.ts';
import { openProxy } from '../../runtimes/remote/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { registerSampleModel, sampleRow } from '../../testing/sample-model.ts';
import { versionAsker } from '../ask-version.ts';
import { createServingCounters } from '../counters.ts';
import { createAnswerMemory } from './answer-memory.ts';

const CACHE = { seconds: 60, rows: 20 };
let nowMs = 1_764_000_000_000;
let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp({ clock: { now: () => nowMs } });
  await registerSampleModel(app, { name: 'remembering' });
});
afterAll(() => app.dispose());
/** Off forgets everything. */
beforeEach(async () => {
  await configure({});
  await answer([ROW]);
});

const random = seededRandom(65);
const ROWS = Array.from({ length: 30 }, () => sampleRow(() => random.next()));
const ROW = ROWS[0] as Row;
const REQUEST = { requestId: 'r', entity: undefined, doubts: {} };

const configure = (settings: object, name = 'remembering') =>
  app.handlers.endpoints.configure({ name, settings: EndpointSettings.parse(settings) });
const answer = (rows: readonly Row[], name = 'remembering', asked: object = {}) =>
  app.gateway.answer({ name, rows, ...asked });
const figures = (name = 'remembering') => app.memory.figures().get(name);

/** What the caller sees of an answer, without what every request has of its own. */
async function outcomeOf(rows: readonly Row[], name: string) {
  try {
    const { requestId, endpoint, ...rest } = await answer(rows, name);
    return rest;
  } catch (thrown) {
    const { code, message, details } = thrown as Record<string, unknown>;
    return { code, message, details };
  }
}

async function versionOfChurn(): Promise<ModelVersionRecord> {
  const [version] = await app.store.models.versions(asId<ModelName>('churn'));
  if (version === undefined) throw new Error('no version of churn');
  return version;
}

/** Asks a model that an endpoint remembers the answers of. */
function asking(version: ModelVersionRecord, model: Answerer) {
  const ask = versionAsker({
    answerers: { ...app.answerers, get: async () => model },
    counters: createServingCounters(() => nowMs),
    ...{ elapsedMs: () => 0, memory: createAnswerMemory({ now: () => nowMs }) },
  });
  const target = { version, settings: EndpointSettings.parse({ cache: CACHE }) };
  return async (rows: readonly Row[]) =>
    (await ask(version, { ...REQUEST, rows, target })).answered;
}

const RULES = [
  { name: 'new', when: 'months < 6 and calls > 10', action: 'override', value: 'yes' },
  { name: 'told', when: 'plan == "premium"', action: 'flag' },
  { name: 'sane', when: 'months > 500', action: 'refuse' },
];

describe('remembered answers', () => {
  it('are those that the model gives, whatever rows come together, in whatever order of columns and with whatever trouble', async () => {
    const settings = { assertions: RULES, door: { unknown: 'ignore', type: 'warn' } };
    await configure({ ...settings, cache: CACHE });
    await configure(settings, 'churn');
    const odd = fc.constantFrom<Row>(
      { months: 'x', plan: 'basic', calls: 1 },
      { months: '12', plan: 'basic', calls: 1 },
      { months: -0, plan: 'basic', calls: 1, wage: 3 },
      { months: 12, plan: 'iron' },
      { months: 501, plan: 'basic', calls: 1 },
      { plan: 'basic', calls: 1 },
    );
    const row = fc
      .tuple(
        fc.oneof(
          { weight: 20, arbitrary: fc.constantFrom(...ROWS) },
          { weight: 1, arbitrary: odd },
        ),
        fc.boolean(),
      )
      .map(([each, isTurned]) =>
        isTurned ? Object.fromEntries(Object.entries(each).toReversed()) : each,
      );
    await fc.assert(
      fc.asyncProperty(fc.array(row, { minLength: 1, maxLength: 8 }), async (rows) => {
        expect(await outcomeOf(rows, 'remembering')).toEqual(await outcomeOf(rows, 'churn'));
      }),
      { seed: 68, numRuns: 80 },
    );
    expect(figures()).toMatchObject({ nRows: 20, nHits: expect.toSatisfy((n) => n > 50) });
  });

  it('ask the model for the rows that are not known, and every request is logged and counted', async () => {
    await configure({ cache: CACHE });
    const { nRows: nBefore } = await app.predictionLog.count('remembering');
    const [before] = await app.inference.statistics({ name: 'remembering' });
    await answer(ROWS.slice(0, 9));
    await answer(ROWS.slice(0, 10).toReversed());
    await answer([ROW]);
    expect(figures()).toMatchObject({ nHits: 10, nMisses: 10, nRows: 10 });
    expect((await app.predictionLog.count('remembering')).nRows - nBefore).toBe(20);
    const [after] = await app.inference.statistics({ name: 'remembering' });
    const counted = (of: typeof after) => [
      ...[of?.nInferences, of?.success.count, of?.nExecutions, of?.computeInfer.count],
      ...[of?.cacheHit.count, of?.cacheMiss.count],
    ];
    const was = counted(before);
    expect(counted(after).map((n, i) => (n ?? 0) - (was[i] ?? 0))).toEqual([20, 3, 2, 2, 1, 2]);
  });

  it('are forgotten when they are old, when the endpoint stops remembering, and when its model is unloaded', async () => {
    await configure({ cache: CACHE });
    const count = async () => {
      await answer([ROW]);
      return figures()?.nMisses;
    };
    expect([await count(), await count()]).toEqual([1, 1]);
    nowMs += 60_000;
    expect([await count(), await count()]).toEqual([2, 2]);
    await app.inference.unloadModel('remembering', { unloadDependents: false });
    expect(figures()).toMatchObject({ nRows: 0 });
    await app.inference.loadModel('remembering');
    expect([await count(), await count()]).toEqual([3, 3]);
    await configure({});
    expect(await count()).toBeUndefined();
  });

  it('are no answers of a rollout: neither version is asked less than the other', async () => {
    await registerSampleModel(app, { name: 'rolled', seed: 9 });
    await registerSampleModel(app, { name: 'rolled', seed: 8 });
    await app.store.models.setAlias(asId<ModelName>('rolled'), 'champion', 1);
    await configure({ cache: CACHE }, 'rolled');
    for (let i = 0; i < 2; i++) await answer([ROW], 'rolled');
    expect(figures('rolled')).toMatchObject({ nHits: 1, nMisses: 1 });
    const { id } = await app.handlers.rollouts.start({
      ...{ endpoint: 'rolled', to: 2, strategy: 'canary', steps: '50%', stepSeconds: 60 },
      ...{
        stepRequests: 10,
        labels: 0,
        level: 0.05,
        errorMargin: 0.01,
        latencyFactor: 1.5,
        answersMove: 0.2,
      },
    });
    for (let i = 0; i < 20; i++) await answer([ROW], 'rolled', { entity: `e${i}` });
    expect(figures('rolled')).toMatchObject({ nHits: 1, nMisses: 1 });
    await app.handlers.rollouts.rollback({ id, note: 'The test is over.' });
    await answer([ROW], 'rolled');
    expect(figures('rolled')).toMatchObject({ nHits: 2, nMisses: 1 });
  });

  it('keep the rows as a graph completed them, for the log', async () => {
    const version = await versionOfChurn();
    const answerer = await app.answerers.get(version.artifact);
    let nAsked = 0;
    const graph: Answerer = {
      ...answerer,
      answer: async (rows) => ({
        ...(await answerer.answer(rows)),
        completed: rows.map((row) => ({ ...row, region: `looked up ${++nAsked}` })),
        spans: [{ step: 'root', asks: 'lookup', nRows: rows.length, tookMs: 1 }],
      }),
    };
    const of = asking(version, graph);
    const first = await of([ROW]);
    expect(first.completed).toEqual([{ ...ROW, region: 'looked up 1' }]);
    const { spans, ...again } = await of([ROW]);
    expect({ ...again, spans: first.spans }).toEqual(first);
    expect(spans).toBeUndefined();
    const other = ROWS[1] as Row;
    expect((await of([other, ROW])).completed).toEqual([
      { ...other, region: 'looked up 2' },
      { ...ROW, region: 'looked up 1' },
    ]);
  });

  it('are given again of a server whose answers change, for as long as the operator said', async () => {
    await using server = await serveCounting();
    const remote = {
      ...{
        url: server.url,
        protocol: 'v1' as const,
        timeoutMs: 60_000,
        retries: 0,
        concurrency: 4,
      },
      maxAnswerBytes: 1e6,
    };
    const field = { shareMissing: 0, required: true, typical: 0 };
    const signature: Signature = {
      inputs: [{ ...field, name: 'x', kind: 'number' }],
      output: { name: 'y', task: 'regression' },
    };
    const proxy = openProxy({ remote, form: { signature } }, { subject: 'It', log: app.log });
    const of = asking(await versionOfChurn(), {
      ...{ signature, explain: { background: [], importance: [], reference: [] } },
      answer: async (rows) => ({
        ...{ predictions: await proxy.answer(rows), anomalies: [], nOffending: 0 },
      }),
    });
    const asked = async (...xs: number[]) =>
      (await of(xs.map((x) => ({ x })))).predictions.map(({ prediction }) => prediction);
    const [first = 0, second] = (await asked(1, 2)) as number[];
    expect(second).toBe(first + 1);
    expect(await asked(2, 3, 1, 4)).toEqual([first + 1, first + 2, first, first + 3]);
    expect(server.instances.at(-1)).toEqual([{ x: 3 }, { x: 4 }]);
    server.isFailing = true;
    expect(await asked(1, 4)).toEqual([first, first + 3]);
    expect(await rejectionOf(asked(1, 5))).toMatchObject({ code: 'MODEL_RUN_FAILED' });
    server.isFailing = false;
    nowMs += 60_000;
    expect(await asked(1)).toEqual([first + 4]);
    proxy.close();
  });
});

/** A server that answers every row of the KServe v1 protocol with one more than the row before. */
async function serveCounting() {
  let nRows = 0;
  const state = { isFailing: false, instances: [] as unknown[] };
  const server = http.createServer(async (request, response) => {
    const { instances } = JSON.parse((await request.toArray()).join('')) as {
      instances: unknown[];
    };
    if (state.isFailing) return response.writeHead(400).end('{}');
    state.instances.push(instances);
    return response.end(JSON.stringify({ predictions: instances.map(() => nRows++) }));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return Object.assign(state, {
    url: `http://127.0.0.1:${port}/v1/models/m`,
    [Symbol.asyncDispose]: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  });
}
