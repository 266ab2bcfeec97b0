import { createHmac } from 'node:crypto';
import { once } from 'node:events';
import { stat } from 'node:fs/promises';
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { asId, type ModelName } from '@kaizenml/contracts';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createLog } from '../kit/index.ts';
import { openSqliteStore, type Store } from '../storage/index.ts';
import { type TempHome, tempHome } from '../testing/index.ts';
import {
  deliverDue,
  EVENTS,
  isPublicAddress,
  openSeals,
  type Seals,
  sendBody,
  type Webhook,
} from './index.ts';

const NAME = asId<ModelName>('churn');
const WHY = { by: 'person', who: 'ada' } as const;

interface Told {
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

let temp: TempHome;
let store: Store;
let seals: Seals;
let receiver: Server;
let url: string;
let told: Told[];
let status: number;
let nowMs: number;

const webhook = async (changes: Partial<Webhook> = {}) =>
  store.webhooks.create(
    {
      ...{ name: 'ci', description: null, url, events: EVENTS, isActive: true },
      ...{ sealedSecret: await seals.seal('s3cret'), ...changes },
    },
    WHY,
  );
const deliver = (isAnywhere = true) =>
  deliverDue({
    ...{ webhooks: store.webhooks, seals, clock: { now: () => nowMs }, isAnywhere },
    log: createLog({ level: 'error', clock: { now: () => nowMs } }),
  });
const said = () => told.map(({ body }) => JSON.parse(body));

describe('webhooks', () => {
  beforeEach(async () => {
    [told, status, nowMs] = [[], 200, 1_700_000_000_000];
    temp = await tempHome();
    store = await openSqliteStore(temp.home.databasePath, { clock: { now: () => nowMs } });
    seals = openSeals(temp.home.path);
    receiver = createServer(async (request, answer) => {
      let body = '';
      for await (const chunk of request) body += chunk;
      told.push({ headers: request.headers, body });
      answer.writeHead(status, { location: 'http://127.0.0.1:9/' }).end('heard');
    }).listen(0, '127.0.0.1');
    await once(receiver, 'listening');
    url = `http://127.0.0.1:${(receiver.address() as AddressInfo).port}/hook`;
  });
  afterEach(async () => {
    receiver.close();
    await store.close();
    await temp[Symbol.asyncDispose]();
  });

  it('are told of models, versions, tags and aliases, in the words of MLflow', async () => {
    await webhook();
    const { registry } = store;
    const tags = { team: 'risk' };
    await registry.createModel({ name: NAME, description: 'who leaves', tags }, WHY);
    const source = 'runs:/r1/model';
    const { version } = await registry.createVersion({ name: NAME, source, runId: 'r1' }, WHY);
    const at = { name: NAME, version };
    await registry.tagVersion(at, { tags: { k: 'v' }, reason: WHY });
    await registry.tagVersion(at, { tags: { k: null }, reason: WHY });
    await registry.setAlias(NAME, { alias: 'best', version, reason: WHY });
    await registry.deleteAlias(NAME, { alias: 'best', reason: WHY });
    expect(await deliver()).toBe(6);
    const events = said().sort((a, b) => a.entity.localeCompare(b.entity));
    expect(events.map(({ entity, action, data }) => [`${entity}.${action}`, data])).toEqual(
      expect.arrayContaining([
        ['registered_model.created', { name: 'churn', tags, description: 'who leaves' }],
        [
          'model_version.created',
          { name: 'churn', version: '1', source, run_id: 'r1', tags: {}, description: null },
        ],
        ['model_version_tag.set', { name: 'churn', version: '1', key: 'k', value: 'v' }],
        ['model_version_tag.deleted', { name: 'churn', version: '1', key: 'k' }],
        ['model_version_alias.created', { name: 'churn', alias: 'best', version: '1' }],
        ['model_version_alias.deleted', { name: 'churn', alias: 'best' }],
      ]),
    );
    expect(await deliver()).toBe(0);
  });

  it('can check by the signature who sent what and when', async () => {
    await webhook();
    await store.registry.createModel({ name: NAME }, WHY);
    await deliver();
    const [{ headers, body } = { headers: {}, body: '' }] = told;
    const id = headers['x-mlflow-delivery-id'];
    expect(headers['x-mlflow-timestamp']).toBe('1700000000');
    const signature = createHmac('sha256', 's3cret').update(`${id}.1700000000.${body}`);
    expect(headers['x-mlflow-signature']).toBe(`v1,${signature.digest('base64')}`);
  });

  it('are told only of what they want, while they are active', async () => {
    const quiet = await webhook({ events: EVENTS.slice(4), sealedSecret: null });
    await store.registry.createModel({ name: NAME }, WHY);
    expect(await deliver()).toBe(0);
    const source = 's3://b/m';
    await store.registry.createVersion({ name: NAME, source }, WHY);
    const set = (alias: string) =>
      store.registry.setAlias(NAME, { alias, version: 1, reason: WHY });
    await set('best');
    expect(await deliver()).toBe(1);
    expect(told[0]?.headers).not.toHaveProperty('x-mlflow-signature');
    await store.webhooks.change(quiet.id, { isActive: false }, WHY);
    await set('worst');
    expect(await deliver()).toBe(0);
  });

  it('are told again, later each time, while they are broken or away', async () => {
    await webhook();
    await store.registry.createModel({ name: NAME }, WHY);
    status = 503;
    const waits: number[] = [];
    expect(await deliver()).toBe(1);
    for (let i = 0; i < 4; i++) {
      const before = nowMs;
      while ((await deliver()) === 0) nowMs += 1000;
      waits.push(nowMs - before);
    }
    expect(waits).toEqual([1000, 2000, 4000, 8000]);
    const ids = new Set(told.map(({ headers }) => headers['x-mlflow-delivery-id']));
    expect(ids.size).toBe(1);
    status = 204;
    nowMs += 3600_000;
    await deliver();
    nowMs += 3600_000;
    expect(await deliver()).toBe(0);
  });

  it('are not asked twice for what they refuse, and no redirect is followed', async () => {
    await webhook();
    await store.registry.createModel({ name: NAME }, WHY);
    status = 400;
    await deliver();
    nowMs += 1e9;
    expect(await deliver()).toBe(0);
    status = 302;
    await store.registry.createVersion({ name: NAME, source: 's3://b/m' }, WHY);
    await deliver();
    expect(told).toHaveLength(2);
  });

  it('have a log of what became of every delivery', async () => {
    const { id } = await webhook();
    for (const [i, answered] of [200, 503, 404].entries()) {
      nowMs += 100;
      status = answered;
      await store.registry.createModel({ name: asId<ModelName>(`m${i}`) }, WHY);
      await deliver();
    }
    const log = await store.webhooks.deliveries(id, 9);
    expect(log.map(({ state, nTried, status: said, why }) => [state, nTried, said, why])).toEqual([
      ['given-up', 1, 404, 'It answered with status 404.'],
      ['waiting', 1, 503, 'It answered with status 503.'],
      ['told', 1, 200, null],
    ]);
    expect(log[2]?.triedAt).toBe(new Date(1_700_000_000_100).toISOString());
    expect(JSON.parse(log[2]?.body ?? '')).toMatchObject({ data: { name: 'm0' } });
  });

  it('forget the oldest deliveries that are over, and none that is not', async () => {
    const { id } = await webhook({ events: EVENTS.slice(0, 1) });
    status = 503;
    await store.registry.createModel({ name: asId<ModelName>('late') }, WHY);
    const [late] = await store.webhooks.claim({ limit: 1, leaseMs: 1e12 });
    const database = new DatabaseSync(temp.home.databasePath);
    const insert = database.prepare(
      "insert into webhook_deliveries (id, webhook, body, n_tried, next_at_ms, created_at_ms, state) values (?, ?, '{}', 1, 0, ?, 'told')",
    );
    database.exec('begin');
    for (let i = 1; i <= 202; i++) insert.run(`d${i}`, id, nowMs + i);
    database.exec('commit');
    database.close();
    nowMs += 203;
    await store.registry.createModel({ name: NAME }, WHY);
    status = 200;
    expect(await deliver()).toBe(1);
    const log = await store.webhooks.deliveries(id, 1000);
    expect(log).toHaveLength(201);
    expect(log.at(-1)).toMatchObject({ id: late?.id, state: 'waiting' });
    expect(log.at(-2)?.id).toBe('d4');
    expect(JSON.parse(log[0]?.body ?? '')).toMatchObject({ data: { name: NAME } });
  });

  it('lose nothing when the process dies between the change and the telling, or while it tells', async () => {
    await webhook();
    await store.registry.createModel({ name: NAME }, WHY);
    expect(await store.webhooks.claim({ limit: 9, leaseMs: 60_000 })).toHaveLength(1);
    await store.close();
    store = await openSqliteStore(temp.home.databasePath, { clock: { now: () => nowMs } });
    expect(await deliver()).toBe(0);
    nowMs += 60_000;
    expect(await deliver()).toBe(1);
    expect(said()).toMatchObject([{ data: { name: 'churn' } }]);
  });

  it('keep their secret out of the store, the trail and every answer', async () => {
    const made = await webhook();
    expect(JSON.stringify([made, await store.webhooks.find(made.id)])).not.toContain('s3cret');
    expect(JSON.stringify(await store.audit.list({ limit: 9 }))).not.toContain('s3cret');
    const database = new DatabaseSync(temp.home.databasePath);
    expect(JSON.stringify(database.prepare('select * from webhooks').all())).not.toContain(
      's3cret',
    );
    database.close();
    const { mode } = await stat(join(temp.home.path, 'webhooks.key'));
    expect(mode & 0o077).toBe(0);
    expect(await openSeals(temp.home.path).open(made.sealedSecret ?? '')).toBe('s3cret');
  });

  it('lead nowhere inside, whatever a name server says', async () => {
    await webhook();
    await store.registry.createModel({ name: NAME }, WHY);
    await deliver(false);
    expect(told).toEqual([]);
    const lookups = [
      ['127.0.0.1'],
      ['93.184.215.14', '10.0.0.1'],
      ['::1'],
      ['::ffff:169.254.169.254'],
    ].map((addresses) => addresses.map((address) => ({ address, family: 4 })));
    for (const found of lookups) {
      const sent = await sendBody('http://hooks.example/', '{}', {
        ...{ headers: {}, isAnywhere: false },
        lookup: (_host, _options, callback) => callback(null, found),
      });
      expect(sent.reason).toMatch(/^The webhook leads to .*, which is no public address;/);
    }
  });
});

describe('isPublicAddress', () => {
  it.each([
    ...['8.8.8.8', '93.184.215.14', '172.32.0.1', '2606:4700::1111'].map((each) => [each, true]),
    ...['127.0.0.1', '10.1.2.3', '172.31.255.255', '192.168.0.1', '169.254.169.254'].map((each) => [
      ...[each, false],
    ]),
    ...['0.0.0.0', '100.64.0.1', '224.0.0.1', '::1', '::', 'fe80::1', 'fd00::1'].map((each) => [
      ...[each, false],
    ]),
    ...['::ffff:8.8.8.8', '::ffff:127.0.0.1', '64:ff9b::7f00:1'].map((each) => [each, false]),
  ] as const)('says of %s: %s', (address, expected) => {
    expect(isPublicAddress(address as string)).toBe(expected);
  });
});
