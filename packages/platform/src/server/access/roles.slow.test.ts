import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asId, type ExperimentName, type ModelName } from '@kaizenml/contracts';
import { ROUTED_OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Role } from '../../access/index.ts';
import { createLog } from '../../kit/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { registerSampleModel } from '../../testing/sample-model.ts';
import { createRegistryCalls, createTrackingCalls } from '../../tracking/mlflow/index.ts';
import { openSeals } from '../../webhooks/index.ts';
import { type RunningServer, startServer } from '../server.ts';
import { NEEDS, type RoutedName } from './needs.ts';

/**
 * What is hidden. Each part has a twin of the same length that is not there: who may not look must get the same answer for both, but for
 * what it asked.
 */
interface Hidden {
  readonly experiment: string;
  readonly experimentId: string;
  readonly run: string;
  readonly logged: string;
  readonly model: string;
  readonly request: string;
  readonly rollout: string;
  readonly retraining: string;
  readonly view: string;
}

/** What an account needs at the hidden thing; `all` is a role everywhere, `own` nothing: it is shown what it may see. */
type Needed = Role | 'all' | 'own';

interface Asked {
  readonly needs: Needed;
  readonly input: (of: Hidden) => Readonly<Record<string, unknown>>;
  /** Why an answer to who may not look differs from that for what is not there. */
  readonly differs?: string;
}

const TAKEN = 'a name that is taken is not free, and that is all that is told';
const MADE = 'the twin would be made';

const ROWS = [{ months: 3, plan: 'basic', calls: 4 }];
const all: Asked = { needs: 'all', input: () => ({}) };
const own: Asked = { needs: 'own', input: () => ({}) };
const asked = (needs: Needed, input: Asked['input'], differs?: string): Asked => ({
  ...{ needs, input },
  ...(differs === undefined ? {} : { differs }),
});
const ofRun = (needs: Needed, more: object = {}) =>
  asked(needs, ({ run }) => ({ id: run, ...more }));
const twoRuns = (needs: Needed) => asked(needs, ({ run }) => ({ id: run, against: run }));
const ofModel = (needs: Needed, more: object = {}) =>
  asked(needs, ({ model }) => ({ name: model, ...more }));
const ofRollout = (needs: Needed) => asked(needs, ({ rollout }) => ({ id: rollout }));
const ofRetraining = (needs: Needed) => asked(needs, ({ retraining }) => ({ id: retraining }));
const standing = asked('approve', ({ model }) => ({ endpoint: model, column: 'calls' }));

/** Every operation, aimed at what is hidden. */
const OPERATIONS: Readonly<Record<RoutedName, Asked>> = {
  ...(Object.fromEntries(
    Object.entries(NEEDS)
      .filter(([, { at }]) => at === 'everywhere')
      .map(([name]) => [name, all]),
  ) as Record<RoutedName, Asked>),
  'views.save': asked('all', ({ view }) => ({ name: view, page: 'runs', query: 'a=b' }), MADE),
  'views.list': own,
  'views.remove': asked('all', ({ view }) => ({ name: view })),
  'experiments.list': own,
  'experiments.show': asked('read', ({ experiment }) => ({ name: experiment })),
  'runs.list': own,
  'runs.show': ofRun('read'),
  'runs.progress': ofRun('read'),
  'runs.report': ofRun('read'),
  'runs.leaderboard': ofRun('read'),
  'runs.gates': ofRun('read'),
  'runs.create': asked('write', ({ experiment }) => ({ experiment, name: 'x' }), TAKEN),
  'runs.log': ofRun('write', { params: { depth: '8' } }),
  'runs.end': ofRun('write', { status: 'finished' }),
  'runs.search': own,
  'runs.history': ofRun('read', { key: 'loss' }),
  'runs.sample': ofRun('read', { key: 'loss' }),
  'runs.compare': twoRuns('read'),
  'runs.delete': ofRun('admin'),
  'runs.restore': ofRun('admin'),
  'runs.metrics': ofRun('read'),
  'runs.curves': asked('read', ({ run }) => ({ runs: [run], keys: ['loss'] })),
  'runs.contrast': twoRuns('read'),
  'runs.groups': asked('own', () => ({ by: 'attributes.run_name', metrics: ['loss'] })),
  'runs.files': ofRun('read'),
  'runs.compare-files': twoRuns('read'),
  'runs.purge': ofRun('admin'),
  'runs.diff-file': asked('read', ({ run }) => ({ id: run, against: run, path: 'a.txt' })),
  'models.list': own,
  'models.show': ofModel('read'),
  'models.predict': ofModel('read', { rows: ROWS }),
  'models.forecast': ofModel('read', { horizon: 2 }),
  'models.explain': ofModel('read', { row: ROWS[0] }),
  'models.types': ofModel('read'),
  'models.compare': asked('read', ({ model }) => ({ name: `${model}/1`, against: `${model}/2` })),
  'models.versions': ofModel('read'),
  'models.alias': ofModel('approve', { alias: 'champion', version: 1 }),
  'models.unalias': ofModel('approve', { alias: 'champion' }),
  'models.stage': ofModel('approve', { version: 1, stage: 'Production' }),
  'models.describe': ofModel('write', { description: 'x' }),
  'models.tag': ofModel('write', { key: 'team', value: 'x' }),
  'models.untag': ofModel('write', { key: 'team' }),
  'models.rename': ofModel('admin', { to: 'elsewhere' }),
  'models.remove': ofModel('admin'),
  'models.retain': ofModel('admin', { keepLast: 1, olderThan: '1d', dryRun: true }),
  'models.rules': ofModel('admin', { approvals: 1 }),
  'models.approvals': ofModel('read', { version: 1 }),
  'models.card': ofModel('read', { version: 1 }),
  'models.approve': ofModel('approve', { version: 2, note: 'x' }),
  'models.reject': ofModel('approve', { version: 2, note: 'x' }),
  'models.history': ofModel('read'),
  'endpoints.list': own,
  'endpoints.show': ofModel('read'),
  'endpoints.traffic': ofModel('read'),
  'endpoints.guide': ofModel('read', { url: 'https://models.example' }),
  'endpoints.configure': ofModel('admin', { settings: { assertions: [] } }),
  'endpoints.history': ofModel('read'),
  'rollouts.start': asked('approve', ({ model }) => ({
    endpoint: model,
    to: 2,
    strategy: 'shadow',
  })),
  'rollouts.list': own,
  'rollouts.show': ofRollout('read'),
  'rollouts.trail': ofRollout('read'),
  'rollouts.pause': ofRollout('approve'),
  'rollouts.resume': ofRollout('approve'),
  'rollouts.promote': ofRollout('approve'),
  'rollouts.rollback': ofRollout('approve'),
  'retrainings.start': asked('approve', ({ model }) => ({ endpoint: model })),
  'retrainings.list': own,
  'retrainings.show': ofRetraining('read'),
  'retrainings.stop': ofRetraining('approve'),
  'retrainings.stand-in': standing,
  'retrainings.stand-down': standing,
  'predictions.list': ofModel('read'),
  'predictions.show': asked('read', ({ request }) => ({ requestId: request })),
  'predictions.label': asked('write', ({ model, request }) => ({
    ...{ name: model, labels: [{ requestId: request, label: 'yes' }] },
  })),
  'predictions.reward': asked('write', ({ model, request }) => ({
    ...{ name: model, rewards: [{ requestId: request, metric: 'revenue', value: 1 }] },
  })),
  'predictions.errors': ofModel('read'),
  'predictions.tag': asked('write', ({ model, request }) => ({
    ...{ name: model, requestId: request, tags: 'typing error' },
  })),
  'improve.report': asked('read', ({ model }) => ({ endpoint: model })),
  'monitors.list': own,
  'monitors.show': asked('read', ({ model }) => ({ endpoint: model })),
  'monitors.history': asked('read', ({ model }) => ({ endpoint: model })),
  'monitors.drift': asked('read', ({ model }) => ({ endpoint: model })),
  'monitors.column': asked('read', ({ model }) => ({ endpoint: model, column: 'months' })),
  'monitors.causes': asked('read', ({ model }) => ({ endpoint: model })),
  'monitors.performance': asked('read', ({ model }) => ({ endpoint: model })),
  'monitors.look': asked('write', ({ model }) => ({ endpoint: model })),
  'monitors.check': asked('read', ({ model }) => ({ endpoint: model })),
  'lineage.origin': asked('read', ({ request }) => ({ requestId: request })),
  'audit.list': ofModel('own'),
  'accounts.list': asked('read', ({ model }) => ({ model })),
  'accounts.show': asked('own', () => ({ name: 'reader' })),
  'accounts.grant': asked('admin', ({ model }) => ({ name: 'nobody', role: 'read', model })),
  'accounts.withdraw': asked('admin', ({ model }) => ({ name: 'reader', role: 'read', model })),
  'keys.self': own,
  'health.show': own,
};

/** What may be read says first that it is in the wrong state for this. */
const REFUSED_BY_STATE = new Set(['runs.purge', 'POST experiments/restore']);

const POINT = { key: 'loss', value: 1, timestamp: 1, step: 1 };
const inRun = (needs: Needed, more: object = {}) =>
  asked(needs, ({ run }) => ({ run_id: run, ...more }));
const inLogged = (needs: Needed, more: object = {}) =>
  asked(needs, ({ logged }) => ({ model_id: logged, ...more }));
const inExperiment = (needs: Needed, more: object = {}) =>
  asked(needs, ({ experimentId }) => ({ experiment_id: experimentId, ...more }));
const inExperiments = asked('own', ({ experimentId }) => ({ experiment_ids: [experimentId] }));
const atVersion = (needs: Needed, more: object = {}) =>
  asked(needs, ({ model }) => ({ name: model, version: '1', ...more }));

/** Every call of MLflow's protocol, aimed at what is hidden. */
const CALLS: Readonly<Record<string, Asked>> = {
  'POST experiments/create': asked('own', ({ experiment }) => ({ name: experiment }), TAKEN),
  'GET experiments/get': inExperiment('read'),
  'GET experiments/get-by-name': asked('read', (of) => ({ experiment_name: of.experiment })),
  'POST experiments/search': own,
  'GET experiments/search': own,
  'POST experiments/update': inExperiment('admin', { new_name: 'elsewhere' }),
  'POST experiments/delete': inExperiment('admin'),
  'POST experiments/restore': inExperiment('admin'),
  'POST experiments/set-experiment-tag': inExperiment('write', { key: 'a', value: 'b' }),
  'POST experiments/delete-experiment-tag': inExperiment('write', { key: 'secret-tag' }),
  'POST experiments/search-datasets': inExperiments,
  'POST runs/create': inExperiment('write'),
  'GET runs/get': inRun('read'),
  'POST runs/update': inRun('write', { status: 'RUNNING' }),
  'POST runs/delete': inRun('admin'),
  'POST runs/restore': inRun('admin'),
  'POST runs/search': inExperiments,
  'POST runs/log-batch': inRun('write', { metrics: [POINT] }),
  'POST runs/log-metric': inRun('write', POINT),
  'POST runs/log-parameter': inRun('write', { key: 'depth', value: '8' }),
  'POST runs/set-tag': inRun('write', { key: 'a', value: 'b' }),
  'POST runs/delete-tag': inRun('write', { key: 'secret-tag' }),
  'POST runs/log-model': inRun('write', {
    model_json: '{"artifact_path":"m","flavors":{},"run_id":"r","utc_time_created":"t"}',
  }),
  'POST runs/log-inputs': inRun('write'),
  'POST runs/outputs': asked('write', ({ run, logged }) => ({
    ...{ run_id: run, models: [{ model_id: logged, step: 0 }] },
  })),
  'GET metrics/get-history': inRun('read', { metric_key: 'loss' }),
  'GET metrics/get-history-bulk': inRun('own', { metric_key: 'loss' }),
  'GET metrics/get-history-bulk-interval': asked('own', ({ run }) => ({
    ...{ run_ids: run, metric_key: 'loss' },
  })),
  'POST logged-models': inExperiment('write', { name: 'x' }),
  'GET logged-models/:model_id': inLogged('read'),
  'DELETE logged-models/:model_id': inLogged('admin'),
  'PATCH logged-models/:model_id': inLogged('write', { status: 'LOGGED_MODEL_READY' }),
  'POST logged-models/search': inExperiments,
  'PATCH logged-models/:model_id/tags': inLogged('write', { tags: [{ key: 'a', value: 'b' }] }),
  'DELETE logged-models/:model_id/tags/:tag_key': inLogged('write', { tag_key: 'secret-tag' }),
  'POST logged-models/:model_id/params': inLogged('write', { params: [{ key: 'a', value: 'b' }] }),
  'GET logged-models/:model_id/artifacts/directories': inLogged('read'),
  'GET server-info': own,
  'GET artifacts/list': inRun('read'),
  'POST artifacts/presigned-upload-url': inRun('own', { path: 'a' }),
  'POST artifacts/presigned-download-url': inRun('own', { path: 'a' }),
  'POST registered-models/create': asked('own', ({ model }) => ({ name: model }), TAKEN),
  'GET registered-models/get': ofModel('read'),
  'PATCH registered-models/update': ofModel('write', { description: 'x' }),
  'POST registered-models/rename': ofModel('admin', { new_name: 'elsewhere' }),
  'DELETE registered-models/delete': ofModel('admin'),
  'GET registered-models/search': own,
  'GET registered-models/get-latest-versions': ofModel('read'),
  'POST registered-models/get-latest-versions': ofModel('read'),
  'POST registered-models/set-tag': ofModel('write', { key: 'team', value: 'x' }),
  'DELETE registered-models/delete-tag': ofModel('write', { key: 'team' }),
  'POST registered-models/alias': atVersion('approve', { alias: 'champion' }),
  'DELETE registered-models/alias': ofModel('approve', { alias: 'champion' }),
  'GET registered-models/alias': ofModel('read', { alias: 'champion' }),
  'POST model-versions/create': ofModel('write', { source: 's3://bucket/model' }),
  'GET model-versions/get': atVersion('read'),
  'PATCH model-versions/update': atVersion('write', { description: 'x' }),
  'POST model-versions/transition-stage': atVersion('approve', { stage: 'Production' }),
  'DELETE model-versions/delete': atVersion('admin'),
  'GET model-versions/search': own,
  'GET model-versions/get-download-uri': atVersion('read'),
  'POST model-versions/set-tag': atVersion('write', { key: 'team', value: 'x' }),
  'DELETE model-versions/delete-tag': atVersion('write', { key: 'team' }),
  'POST webhooks': asked('all', () => ({ name: 'w', url: 'https://x.example' })),
  'GET webhooks': all,
  'GET webhooks/:webhook_id': asked('all', () => ({ webhook_id: 'w' })),
  'PATCH webhooks/:webhook_id': asked('all', () => ({ webhook_id: 'w' })),
  'DELETE webhooks/:webhook_id': asked('all', () => ({ webhook_id: 'w' })),
  'POST webhooks/:webhook_id/test': asked('all', () => ({ webhook_id: 'w' })),
};

/** Other routes at which something may be seen or changed. */
const ROUTES: Readonly<
  Record<string, { readonly needs: Needed; readonly url: (of: Hidden) => string }>
> = {
  'GET file of the proxy': { needs: 'read', url: (of) => fileOf(of) },
  'PUT file of the proxy': { needs: 'write', url: (of) => fileOf(of) },
  'DELETE file of the proxy': { needs: 'admin', url: (of) => fileOf(of) },
  'GET folder of the proxy': {
    ...{ needs: 'own', url: (of) => `/api/2.0/mlflow-artifacts/artifacts?path=${of.experimentId}` },
  },
  'GET root of the proxy': { needs: 'own', url: () => '/api/2.0/mlflow-artifacts/artifacts' },
  'GET file of a run': {
    needs: 'read',
    url: ({ run }) => `/get-artifact?run_id=${run}&path=a.txt`,
  },
  'GET file of a version': {
    ...{
      needs: 'read',
      url: (of) => `/model-versions/get-artifact?name=${of.model}&version=1&path=a`,
    },
  },
  'GET live run': { needs: 'read', url: ({ run }) => `/api/v1/runs/${run}/events` },
  'GET model of V2': { needs: 'read', url: ({ model }) => `/v2/models/${model}` },
  'GET models of V2': { needs: 'own', url: () => '/v2/models' },
  'POST index of V2': { needs: 'own', url: () => '/v2/repository/index' },
  'GET models of V1': { needs: 'own', url: () => '/v1/models' },
  'GET figures': { needs: 'all', url: () => '/metrics' },
  'GET guide': { needs: 'read', url: ({ model }) => `/api/v1/endpoints/${model}/guide.md` },
};
const fileOf = ({ experimentId, run }: Hidden) =>
  `/api/2.0/mlflow-artifacts/artifacts/${experimentId}/${run}/artifacts/a.txt`;

interface Request {
  readonly what: string;
  readonly method: string;
  readonly needs: Needed;
  readonly differs?: string | undefined;
  readonly at: (of: Hidden) => { readonly path: string; readonly body?: string };
}

const HOLDS: Readonly<Record<Role, readonly Needed[]>> = {
  read: ['own', 'read'],
  write: ['own', 'read', 'write'],
  approve: ['own', 'read', 'approve'],
  admin: ['own', 'read', 'write', 'approve', 'admin'],
};

describe('roles', () => {
  let app: SampleApp;
  let server: RunningServer;
  let hidden: Hidden;
  let absent: Hidden;
  let requests: readonly Request[];
  const keys = new Map<string, string>();
  let now = Date.parse('2026-03-01T12:00:00.000Z');

  beforeAll(async () => {
    app = await openSampleApp({ clock: { now: () => now } });
    hidden = await hideSomething(app);
    absent = twinOf(hidden);
    const { accounts } = app.handlers;
    const places = [{ experiment: hidden.experimentId }, { model: hidden.model }];
    const given = {
      nobody: undefined,
      reader: 'read',
      writer: 'write',
      approver: 'approve',
    } as const;
    for (const [name, role] of Object.entries(given)) {
      await accounts.create({ name, kind: 'person' });
      if (role !== undefined)
        for (const place of places) await accounts.grant({ name, role, ...place });
      keys.set(name, (await app.handlers.keys.create({ name, account: name })).key);
    }
    await accounts.grant({ name: 'nobody', role: 'admin', model: 'churn' });
    await accounts.grant({ name: 'nobody', role: 'admin', experiment: '0' });
    requests = everyRequest(app);
    const log = createLog({ level: 'error' });
    server = await startServer(app, { port: 0, token: 'a-token-of-24-characters', log });
  }, 60_000);
  afterAll(async () => {
    await server.close();
    await app.dispose();
  });

  const ask = async (who: string, request: Request, of: Hidden) => {
    const { path, body } = request.at(of);
    const { method } = request;
    const stop = new AbortController();
    const response = await fetch(server.url + path, {
      method,
      signal: stop.signal,
      headers: {
        authorization: `Bearer ${keys.get(who)}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      },
      ...(body === undefined ? {} : { body }),
    });
    const isLive = response.headers.get('content-type')?.startsWith('text/event-stream') === true;
    const text = isLive ? '' : await response.text();
    if (isLive) stop.abort();
    return { status: response.status, text };
  };
  const dump = () => {
    const db = new DatabaseSync(join(app.home, 'kaizen.db'), { readOnly: true });
    const tables = db
      .prepare("select name from sqlite_master where type = 'table' and name not like '%key%'")
      .all()
      .map(({ name }) => String(name));
    const rows = tables.map((name) => [name, db.prepare(`select * from "${name}"`).all()]);
    db.close();
    return JSON.stringify(rows, (_, value) => (typeof value === 'bigint' ? `${value}` : value));
  };

  it('are decided for every operation and every call', () => {
    expect(Object.keys(OPERATIONS).sort()).toEqual(
      ROUTED_OPERATIONS.map(({ name }) => name).sort(),
    );
    expect(Object.keys(CALLS).sort()).toEqual(
      callsOf(app)
        .map(({ verb, path }) => `${verb} ${path}`)
        .sort(),
    );
  });

  it('keep everything of a thing from who has none there, and every change', async () => {
    const before = dump();
    const wrong: string[] = [];
    for (const request of requests) {
      const { status, text } = await ask('nobody', request, hidden);
      const isRefused = status >= 400;
      if (request.needs !== 'own' && !isRefused) wrong.push(`${request.what}: ${status}`);
      if (request.needs === 'own' || request.differs !== undefined) {
        const said = withoutAsked(text, request.at(hidden));
        for (const [part, mark] of Object.entries(hidden))
          if (part !== 'experimentId' && said.includes(mark))
            wrong.push(`${request.what} tells ${mark}: ${text}`);
      }
    }
    expect(wrong).toEqual([]);
    expect(dump()).toBe(before);
  }, 120_000);

  it('give who has none the answer that is given where nothing is', async () => {
    const wrong: string[] = [];
    for (const request of requests) {
      if (request.differs !== undefined) continue;
      const there = await ask('nobody', request, hidden);
      const nowhere = await ask('nobody', request, absent);
      const plain = (text: string) => text.replace(/"(traceId|requestId)":"[0-9a-f]{32}"/g, '');
      const turned = Object.entries(absent).reduce(
        (said, [part, mark]) => said.replaceAll(mark, hidden[part as keyof Hidden]),
        nowhere.text,
      );
      if (there.status !== nowhere.status || plain(there.text) !== plain(turned))
        wrong.push(
          `${request.what}\n  ${there.status} ${there.text}\n  ${nowhere.status} ${nowhere.text}`,
        );
    }
    expect(wrong).toEqual([]);
  }, 120_000);

  it.each([
    ['reader', 'read'],
    ['approver', 'approve'],
    ['writer', 'write'],
  ] as const)(
    'refuse the %s what another role is for, and change nothing by it',
    async (who, role) => {
      const before = dump();
      const wrong: string[] = [];
      for (const request of requests) {
        if (HOLDS[role].includes(request.needs)) continue;
        const { status, text } = await ask(who, request, hidden);
        if (status < 400) wrong.push(`${request.what}: ${status} ${text}`);
        if (REFUSED_BY_STATE.has(request.what)) continue;
        if (request.needs !== 'all' && !/ACCESS_FORBIDDEN|PERMISSION_DENIED/.test(text))
          wrong.push(`${request.what}: ${status} ${text}`);
      }
      expect(wrong).toEqual([]);
      expect(dump()).toBe(before);
    },
    120_000,
  );

  it.each([
    ['reader', 'read'],
    ['approver', 'approve'],
    ['writer', 'write'],
  ] as const)(
    'let the %s do what its role is for',
    async (who, role) => {
      const wrong: string[] = [];
      for (const request of requests) {
        if (!HOLDS[role].includes(request.needs)) continue;
        const { status, text } = await ask(who, request, hidden);
        const isHidden =
          /(RUN|MODEL|EXPERIMENT)_NOT_FOUND|RESOURCE_DOES_NOT_EXIST/.test(text) &&
          text.includes(hidden.run);
        const isRefused = [401, 403].includes(status) && request.differs === undefined;
        if (isRefused || isHidden) wrong.push(`${request.what}: ${status} ${text}`);
      }
      expect(wrong).toEqual([]);
    },
    120_000,
  );

  it('hold within a second of being taken, also for who listens to a run', async () => {
    const { experimentId } = hidden;
    const { id } = await app.store.tracking.runs.create({
      ...{ experimentId, name: 'goes-on', user: 'ada', startedAtMs: 1, tags: {} },
    });
    const path = `/api/v1/runs/${id}`;
    const headers = { authorization: `Bearer ${keys.get('reader')}` };
    const see = async () => (await fetch(server.url + path, { headers })).status;
    expect(await see()).toBe(200);
    const listening = await fetch(`${server.url}${path}/events`, { headers });
    expect(listening.status).toBe(200);
    const thing = { kind: 'experiment', id: experimentId } as const;
    await app.store.accounts.withdraw('reader', { role: 'read', thing, reason: { by: 'person' } });
    now += 1000;
    expect(await see()).toBe(404);
    expect(await listening.text()).toMatch(/event: end\ndata: \{"status":"deleted"\}\n\n$/);
    await app.store.accounts.grant('reader', { role: 'read', thing, reason: { by: 'person' } });
    now += 1000;
    expect(await see()).toBe(200);
  });
});

/** An experiment with a run, a logged model and files; a model with two versions, an answer, a rollout; a view. */
async function hideSomething(app: SampleApp): Promise<Hidden> {
  const { tracking, lineage, views } = app.store;
  const experiment = 'secret-experiment';
  const { id: experimentId } = await tracking.experiments.create({
    ...{ name: experiment, tags: { 'secret-tag': '1' } },
  });
  const { id: run } = await tracking.runs.create({
    ...{
      experimentId,
      name: 'secret-run',
      user: 'ada',
      startedAtMs: 1,
      tags: { 'secret-tag': '1' },
    },
  });
  await tracking.runs.log(run, {
    metrics: [{ key: 'loss', value: 0.5, atMs: 1, step: 0 }],
    params: { depth: '8' },
  });
  const logged = await tracking.models.create({
    ...{ experimentId, name: 'secret-logged', type: '', sourceRunId: run, params: {} },
    tags: { 'secret-tag': '1' },
  });
  const model = 'secret-model';
  const name = asId<ModelName>(model);
  for (const seed of [7, 8]) await registerSampleModel(app, { name: model, seed });
  await app.store.runs.start({
    ...{
      experiment: asId<ExperimentName>(experiment),
      name: 'secret-ours',
      pid: process.pid,
      params: {},
    },
  });
  await lineage.add([{ from: `run:${run}`, to: `model:${model}/1`, role: 'registered-as' }]);
  await app.store.registry.tagVersion(
    { name, version: 1 },
    { tags: { team: 'secret' }, reason: { by: 'person' } },
  );
  await app.store.registry.tagModel(name, { tags: { team: 'secret' }, reason: { by: 'person' } });
  const { Readable } = await import('node:stream');
  await app.trees.write(
    `${experimentId}/${run}/artifacts/a.txt`,
    Readable.from([Buffer.from('secret')]),
  );
  const answer = await app.gateway.answer({ name: model, rows: ROWS, headers: {} });
  const rollout = await app.store.rollouts.start({
    ...{ endpoint: name, from: 2, to: 1 },
    settings: {
      ...{
        strategy: 'shadow',
        steps: [1],
        stepSeconds: 600,
        stepRequests: 1000,
        by: null,
        group: null,
      },
      ...{ groups: [], answers: 'scores', nBins: 10, lossScale: 1, labels: 0, level: 0.05 },
      ...{ errorMargin: 0.01, latencyFactor: 2 },
    },
    event: { kind: 'started', by: 'person', message: 'secret', details: {} },
  });
  const retraining = await app.store.retrainings.begin({
    ...{ endpoint: name, key: 'secret', trigger: 'by-hand', cause: 'secret' },
    asked: { champion: 2, since: null, without: [], dataset: null, who: null },
  });
  const view = 'secret-view';
  await views.save({ name: view, page: 'runs', query: `experiment=${experiment}`, savedBy: 'ada' });
  return {
    ...{ experiment, experimentId, run, logged: logged.id, model, view },
    ...{ request: answer.requestId, rollout: rollout?.id ?? '' },
    retraining: 'record' in retraining ? retraining.record.id : '',
  };
}

/** The same, of what is not there. */
function twinOf(hidden: Hidden): Hidden {
  const turned = (text: string) => text.replace(/^secret/, 'absent');
  const other = (id: string) => id.slice(0, -6) + (id.endsWith('000000') ? '111111' : '000000');
  const { experiment, run, logged, model, request, rollout, retraining, view } = hidden;
  return {
    ...{ experiment: turned(experiment), model: turned(model), view: turned(view) },
    ...{ experimentId: '987654321012', run: other(run), logged: other(logged) },
    ...{
      request: other(request),
      rollout: other(rollout),
      retraining: other(retraining).replace(/0$/, '1'),
    },
  };
}

function callsOf(app: SampleApp) {
  const nextId = () => 'id';
  const { registry, tracking, webhooks } = app.store;
  return [
    ...createTrackingCalls({ tracking, trees: app.trees, clock: app.clock, nextId }),
    ...createRegistryCalls({
      ...{ registry, tracking, webhooks, seals: openSeals(app.home), isAnywhere: false },
      nowMs: app.clock.now,
    }),
  ];
}

function everyRequest(app: SampleApp): readonly Request[] {
  const operations = ROUTED_OPERATIONS.map(({ name, http, example }): Request => {
    const [method = '', template = ''] = http.split(' ');
    const { needs, input, differs } = OPERATIONS[name as RoutedName];
    const inputOf = (of: Hidden) => (needs === 'all' ? { ...example, ...input(of) } : input(of));
    return {
      what: name,
      method,
      needs,
      differs,
      at: (of) => toRequest(method, template, inputOf(of)),
    };
  });
  const calls = callsOf(app).map(({ verb, path, version }): Request => {
    const { needs, input, differs } = CALLS[`${verb} ${path}`] ?? expect.unreachable(path);
    const template = `/api/${version ?? 2}.0/mlflow/${path.replace(/:(\w+)/g, '{$1}')}`;
    return {
      what: `${verb} ${path}`,
      method: verb,
      needs,
      differs,
      at: (of) => toRequest(verb, template, input(of)),
    };
  });
  const routes = Object.entries(ROUTES).map(([what, { needs, url }]): Request => {
    const [method = ''] = what.split(' ');
    const body = method === 'POST' ? { body: '{}' } : method === 'PUT' ? { body: '"x"' } : {};
    return { what, method, needs, at: (of) => ({ path: url(of), ...body }) };
  });
  return [...operations, ...calls, ...routes];
}

function toRequest(method: string, template: string, input: Readonly<Record<string, unknown>>) {
  const inPath = new Set<string>();
  const path = template.replace(/\{(\w+)\}/g, (_, name: string) => {
    inPath.add(name);
    return encodeURIComponent(String(input[name]));
  });
  const rest = Object.entries(input).filter(([name]) => !inPath.has(name));
  const isQuery = method === 'GET' || (method === 'DELETE' && path.startsWith('/api/v1'));
  if (!isQuery) return { path, body: JSON.stringify(Object.fromEntries(rest)) };
  const query = new URLSearchParams(rest.map(([name, value]) => [name, String(value)]));
  return { path: rest.length === 0 ? path : `${path}?${query}` };
}

/** What an answer says beside what was asked. */
function withoutAsked(
  text: string,
  { path, body = '' }: { readonly path: string; readonly body?: string },
) {
  const said = decodeURIComponent(path) + body;
  return text.replace(/[\w-]{4,}/g, (word) => (said.includes(word) ? '' : word));
}
