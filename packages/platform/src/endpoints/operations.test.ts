import { asId, type ModelName, type RunId } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { listExperiments, showExperiment } from '../experiments/index.ts';
import { showHealth } from '../health/index.ts';
import type { NewModelVersion } from '../models/store.ts';
import { openFileLog } from '../predictions/index.ts';
import { openSqliteStore } from '../storage/index.ts';
import { tempHome } from '../testing/index.ts';
import {
  createTrafficMeter,
  createTrafficReader,
  DEFAULT_SETTINGS,
  listEndpoints,
  showEndpoint,
} from './index.ts';

const version = (name: string, aliases: readonly string[] = []): NewModelVersion => ({
  name: asId<ModelName>(name),
  task: 'regression',
  target: 'y',
  estimator: 'ridge',
  runId: asId<RunId>('r'),
  artifact: asId('0'.repeat(64)),
  metrics: {},
  aliases,
});

async function open() {
  const temp = await tempHome();
  const store = await openSqliteStore(temp.home.databasePath);
  return {
    store,
    log: openFileLog(temp.home),
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await temp[Symbol.asyncDispose]();
    },
  };
}

const parts = ({ store, log }: Awaited<ReturnType<typeof open>>) => ({
  ...store,
  predictionLog: log,
  traffic: createTrafficReader(
    createTrafficMeter(() => 0),
    { nowMs: () => 0 },
  ),
});

describe('endpoints', () => {
  it('answer with the champion, or the newest version while there is none', async () => {
    await using opened = await open();
    const { store } = opened;
    await store.models.register(version('crowned', ['champion']));
    await store.models.register(version('crowned'));
    await store.models.register(version('open'));
    await store.models.register(version('open', ['canary']));
    const list = OPERATIONS.endpoints.list.output.parse(
      await listEndpoints(parts(opened))({ limit: 5 }),
    );
    const versions = Object.fromEntries(list.items.map((item) => [item.name, item.version]));
    expect(versions).toEqual({ crowned: 1, open: 2 });
  });

  it('count the rows they have answered', async () => {
    await using opened = await open();
    const { store, log } = opened;
    await store.models.register(version('m'));
    const show = showEndpoint(parts(opened));
    const silent = {
      name: 'm',
      url: '/api/v1/models/m/predict',
      version: 1,
      nPredictions: 0,
      lastPredictionAt: null,
      settings: DEFAULT_SETTINGS,
      rollout: null,
      recent: { nRequests: 0, nFailed: 0, p95Ms: null, perSecond: new Array(20).fill(0) },
    };
    expect(await show({ name: 'm' })).toEqual(silent);
    const at = '2026-01-02T03:04:05.678Z';
    const rows = [{}, {}];
    await log.append({
      requestId: 'r',
      at,
      endpoint: 'm',
      version: 1,
      rows,
      predictions: [],
      latencyMs: 1,
    });
    expect(await show({ name: 'm' })).toEqual({ ...silent, nPredictions: 2, lastPredictionAt: at });
  });

  it('say ENDPOINT_NOT_FOUND and offer the name that was meant', async () => {
    await using opened = await open();
    await opened.store.models.register(version('churn'));
    await expect(showEndpoint(parts(opened))({ name: 'chrun' })).rejects.toMatchObject({
      code: 'ENDPOINT_NOT_FOUND',
      message: 'No endpoint is called "chrun".',
      hint: 'Did you mean "churn"?',
      details: { endpoint: 'chrun', known: ['churn'] },
    });
  });
});

describe('experiments', () => {
  it('are listed and shown as their schemas say', async () => {
    await using opened = await open();
    await opened.store.experiments.ensure(asId('e'));
    const shown = await showExperiment(opened.store)({ name: 'e' });
    const list = await listExperiments(opened.store)({ limit: 5 });
    expect(OPERATIONS.experiments.list.output.parse(list)).toEqual({ items: [shown] });
  });

  it('say EXPERIMENT_NOT_FOUND', async () => {
    await using opened = await open();
    await expect(showExperiment(opened.store)({ name: 'e' })).rejects.toMatchObject({
      code: 'EXPERIMENT_NOT_FOUND',
      message: 'Experiment "e" does not exist.',
      hint: 'See the names with `kaizen experiments list`.',
      details: { name: 'e' },
    });
  });
});

describe('health', () => {
  it('reads its numbers from the store for each answer', async () => {
    await using opened = await open();
    const { store } = opened;
    const startedAt = '2026-01-02T03:04:05.678Z';
    const show = showHealth(store, { version: '0.1.0', startedAt });
    await store.models.register(version('m'));
    expect(OPERATIONS.health.show.output.parse(await show({}))).toEqual({
      status: 'ok',
      workers: { n: 1, nReady: 1, nReplaced: 0 },
      version: '0.1.0',
      startedAt,
      home: { schemaVersion: await store.schemaVersion(), nRuns: 0, nModels: 1 },
    });
  });
});
