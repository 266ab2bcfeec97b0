import { AppError, asId, type ModelName } from '@kaizenml/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIds, createLog } from '../../kit/index.ts';
import { createModelResolver } from '../../models/index.ts';
import type { LoggedRequest } from '../../predictions/index.ts';
import { createWatch } from '../../rollouts/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { registerSampleModel } from '../../testing/sample-model.ts';
import { createServingCounters } from '../counters.ts';
import { createGateway } from '../gateway.ts';
import { createTargets } from '../targets.ts';

const ROW = { months: 3, plan: 'basic', calls: 2 };
const DISK_FULL = new AppError('DISK_FULL', { message: 'The disk is full.', hint: 'Free some.' });

let app: SampleApp;
beforeEach(async () => {
  app = await openSampleApp();
  await registerSampleModel(app, { seed: 8 });
  await app.store.models.setAlias(asId<ModelName>('churn'), 'champion', 1);
});
afterEach(() => app.dispose());

/** A gateway on the store of the app whose log does as it is told, and in which the new version fails where asked. */
function setStage({
  append,
  doesCandidateFail = false,
}: {
  readonly append: (request: LoggedRequest) => Promise<void>;
  readonly doesCandidateFail?: boolean;
}) {
  const { store, clock } = app;
  const told: string[] = [];
  const log = createLog({ level: 'error', write: (line) => told.push(line) });
  const watch = createWatch(store.rollouts, createIds({ clock })());
  const answerers: SampleApp['answerers'] = {
    ...app.answerers,
    async get(hash) {
      const answerer = await app.answerers.get(hash);
      if (!doesCandidateFail) return answerer;
      const champion = await store.models.findVersion(asId<ModelName>('churn'), 1);
      if (hash === champion?.artifact) return answerer;
      return { ...answerer, answer: () => Promise.reject(new Error('a bug of the new version')) };
    },
  };
  const targets = createTargets({
    ...{ resolver: createModelResolver(store.models, clock), models: store.models, answerers },
    ...{ endpoints: store.endpoints, rollouts: store.rollouts, clock, log },
    ...{ warmUp: app.warmUp, pool: app.pool },
  });
  const gateway = createGateway({
    ...{ targets, answerers, predictionLog: { append }, watch, clock, log },
    ...{ nextId: createIds({ clock }), counters: createServingCounters(clock.now) },
  });
  return { gateway, watch, told };
}

/** Begins a rollout, lets it be asked, and gives what the watch wrote down. */
async function evidenceOf(
  strategy: 'shadow' | 'canary',
  stage: ReturnType<typeof setStage>,
  ask: () => Promise<unknown>,
) {
  const { id } = await app.handlers.rollouts.start({
    ...{ endpoint: 'churn', to: 2, strategy, steps: '100%', stepSeconds: 60, stepRequests: 10 },
    ...{ labels: 0, level: 0.05, errorMargin: 0.01, latencyFactor: 1.5, answersMove: 0.2 },
  });
  const outcome = await ask().catch((thrown: unknown) => thrown);
  await new Promise((resolve) => setImmediate(resolve));
  await stage.watch.flush();
  const [counted] = await app.store.rollouts.evidence(id);
  return { outcome, counted: counted?.evidence };
}

describe('a log that cannot be written', () => {
  it('is no failure of a shadow that answered', async () => {
    const kinds: unknown[] = [];
    const shadowed = Promise.withResolvers<void>();
    const stage = setStage({
      async append({ kind }) {
        kinds.push(kind);
        if (kind !== 'shadow') return;
        shadowed.resolve();
        throw DISK_FULL;
      },
    });
    const ask = async () => {
      const served = await stage.gateway.answer({ name: 'churn', rows: [ROW] });
      await shadowed.promise;
      return served;
    };
    const { outcome, counted } = await evidenceOf('shadow', stage, ask);
    expect(outcome).toMatchObject({ route: 'champion', version: 1 });
    expect(kinds).toEqual([undefined, 'shadow']);
    expect(counted).toMatchObject({ candidate: { nAnswered: 1, nFailed: 0 } });
    expect(stage.told.map((line) => JSON.parse(line))).toMatchObject([
      { endpoint: 'churn', version: 2, code: 'DISK_FULL' },
    ]);
  });

  it('refuses the answer of a candidate without blaming it', async () => {
    const stage = setStage({ append: () => Promise.reject(DISK_FULL) });
    const ask = () => stage.gateway.answer({ name: 'churn', rows: [ROW] });
    const { outcome, counted } = await evidenceOf('canary', stage, ask);
    expect(outcome).toBe(DISK_FULL);
    expect(counted).toMatchObject({
      candidate: { nAnswered: 1, nFailed: 0 },
      champion: { nAnswered: 0, nFailed: 0 },
    });
  });

  it('keeps no caller from the answer of the champion when only the failure of the candidate is lost', async () => {
    const stage = setStage({
      doesCandidateFail: true,
      async append({ kind }) {
        if (kind === 'failure') throw DISK_FULL;
      },
    });
    const ask = () => stage.gateway.answer({ name: 'churn', rows: [ROW] });
    const { outcome, counted } = await evidenceOf('canary', stage, ask);
    expect(outcome).toMatchObject({ route: 'champion', version: 1 });
    expect(counted).toMatchObject({
      candidate: { nAnswered: 0, nFailed: 1 },
      champion: { nAnswered: 1, nFailed: 0 },
    });
  });
});
