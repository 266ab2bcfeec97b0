import { join } from 'node:path';
import { Writable } from 'node:stream';
import { asId, type ModelName } from '@kaizenml/contracts';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { runCli } from '../../cli/run-cli.ts';
import { type TempHome, tempHome } from '../../testing/index.ts';
import { type Cluster, findPostgres, startCluster } from '../../testing/postgres/index.ts';
import {
  AWKWARD_TEXT,
  aDataset,
  aModel,
  aRun,
  estimate,
  HUGE_NUMBER,
  upTo,
} from '../../testing/store-checks/examples.ts';
import { openPostgresStore, openSqliteStore, type Store } from '../index.ts';
import { type CopiedTable, copyStore } from './copy-store.ts';
import { openSide } from './open-side.ts';
import { TABLE_KEYS } from './table-keys.ts';

const programs = findPostgres();
const reason = 'missing' in programs ? ` (skipped: ${programs.missing})` : '';
/** More than are read at once. */
const N_RUNS = 1100;

/** A history that is longer than a chunk, with every kind of number, a model and what it read. */
async function fillTracking({ tracking }: Store): Promise<void> {
  const { id: experimentId } = await tracking.experiments.create({
    name: AWKWARD_TEXT,
    tags: { a: AWKWARD_TEXT },
  });
  const tags = { a: AWKWARD_TEXT };
  const run = { experimentId, id: 'tracked', name: 'n', user: 'u', startedAtMs: 0, tags };
  await tracking.runs.create(run);
  const { id: modelId } = await tracking.models.create({
    ...run,
    type: '',
    sourceRunId: null,
    params: {},
  });
  const values = [Number.NaN, Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, HUGE_NUMBER, 0.1];
  await tracking.runs.log('tracked', {
    metrics: upTo(600).map((i) => ({
      key: 'loss',
      value: values[i % 5] ?? 0,
      atMs: i,
      step: i,
      modelId,
    })),
    params: { a: AWKWARD_TEXT },
  });
  const table = { name: 't', digest: 'd', sourceType: 's', source: 'x', tags: { a: 'b' } };
  await tracking.runs.logInputs('tracked', { datasets: [table], models: [modelId] });
}

/** An account with a role at each kind of thing, and a key. */
async function fillAccess({ accounts, keys }: Store) {
  const reason = { by: 'person', why: AWKWARD_TEXT } as const;
  await accounts.create({ name: 'maria@example.org', kind: 'person', role: 'read' }, reason);
  for (const thing of [
    { kind: 'model', id: 'penguins-species' },
    { kind: 'experiment', id: '0' },
  ] as const)
    await accounts.grant('maria@example.org', { role: 'write', thing, reason });
  await keys.add(
    {
      ...{ id: 'k', name: 'laptop', account: 'maria@example.org', sha256: 'ab'.repeat(32) },
      ...{ scopes: ['admin'], endpoints: null, expiresAt: null },
      ...{ perSecond: null, burst: null, perDay: null },
    },
    reason,
  );
}

async function historyOf({ tracking }: Store) {
  return (await tracking.metrics.history('tracked', 'loss', { limit: 1000 })).items;
}

describe.skipIf('missing' in programs)(`a copy of a store${reason}`, () => {
  let cluster: Cluster;
  let temp: TempHome;

  beforeAll(async () => {
    if ('missing' in programs) return;
    cluster = await startCluster(programs);
    temp = await tempHome();
    const store = await openSqliteStore(temp.home.databasePath);
    const name = asId<ModelName>('penguins-species');
    for (const i of upTo(N_RUNS)) {
      const id = await store.runs.start(aRun({ params: { i, text: AWKWARD_TEXT } }));
      if (i % 100 === 0)
        await store.runs.logMetrics(id, {
          huge: estimate(HUGE_NUMBER),
          small: estimate(-5e-324),
          tenth: estimate(0.1),
        });
    }
    for (const i of upTo(5)) await store.datasets.add(aDataset(i, { nRows: 2 ** 52 + i }));
    for (const i of upTo(5))
      await store.models.register(aModel({ aliases: i % 2 ? ['champion'] : [] }));
    await store.models.setAlias(name, 'champion', 1, { by: 'person', why: AWKWARD_TEXT });
    await store.schemas.add({ name: AWKWARD_TEXT, text: AWKWARD_TEXT });
    await store.lineage.add(
      upTo(300).map((i) => ({ from: `n${i}`, to: `n${i + 1}`, role: 'made' })),
    );
    await fillTracking(store);
    await fillAccess(store);
    await store.close();
  });
  afterAll(async () => {
    await temp?.[Symbol.asyncDispose]();
    await cluster?.[Symbol.asyncDispose]();
  });

  async function kaizen(...argv: readonly string[]) {
    const written = { stdout: '', stderr: '' };
    const stream = (name: 'stdout' | 'stderr') =>
      new Writable({
        decodeStrings: false,
        write(text: string, _, done) {
          written[name] += text;
          done();
        },
      });
    const code = await runCli({
      argv,
      stdout: stream('stdout'),
      stderr: stream('stderr'),
      env: {},
      cwd: temp.folder,
      stdin: async () => '',
      interruption: () => new AbortController().signal,
    });
    return { code, ...written };
  }

  it('goes to PostgreSQL and back, and every table has the same hash all the way', async () => {
    const address = cluster.address('moved');
    const there = await kaizen(
      'store',
      'copy',
      '--from',
      temp.home.path,
      '--to',
      address,
      '--json',
    );
    expect(there.code, there.stderr).toBe(0);
    const back = join(temp.folder, 'back');
    const here = await kaizen('store', 'copy', '--from', address, '--to', back);
    expect(here.code, here.stderr).toBe(0);
    const { tables } = JSON.parse(there.stdout) as { readonly tables: readonly CopiedTable[] };
    expect(tables.map(({ table }) => table)).toEqual(Object.keys(TABLE_KEYS));
    for (const { table, nRows, sha256 } of tables)
      expect(here.stdout).toMatch(new RegExp(`^${table} +${nRows}  ${sha256}$`, 'm'));
    expect(tables.find(({ table }) => table === 'runs')?.nRows).toBe(N_RUNS + 1);

    const [original, copied, moved] = await Promise.all([
      openSqliteStore(temp.home.databasePath),
      openSqliteStore(join(back, 'kaizen.db')),
      openPostgresStore(address),
    ]);
    const { items } = await original.runs.list({}, { limit: 100 });
    expect((await copied.runs.list({}, { limit: 100 })).items).toEqual(items);
    expect((await moved.runs.list({}, { limit: 100 })).items).toEqual(items);
    for (const { id } of items)
      expect(await moved.runs.find(id)).toEqual(await original.runs.find(id));
    const points = await historyOf(original);
    expect(points).toHaveLength(600);
    for (const store of [copied, moved]) {
      expect(await historyOf(store)).toEqual(points);
      const { id } = await store.tracking.experiments.create({ name: 'after the copy' });
      expect(Number(id)).toBeGreaterThan(1);
      const { version } = await store.models.register(aModel());
      expect(version).toBe(6);
      expect(await store.runs.find(await store.runs.start(aRun()))).toBeDefined();
    }
    await Promise.all([original.close(), copied.close(), moved.close()]);
  });

  it('refuses a store that holds anything, and one and the same store', async () => {
    const address = cluster.address('used');
    const used = await openPostgresStore(address);
    await used.schemas.add({ name: 'mine', text: 'x' });
    await used.close();
    const refused = await kaizen(
      'store',
      'copy',
      '--from',
      temp.home.path,
      '--to',
      address,
      '--json',
    );
    expect(refused.code).toBe(5);
    expect(JSON.parse(refused.stdout)).toMatchObject({
      code: 'STORE_NOT_EMPTY',
      details: { table: 'schemas', nRows: 1 },
    });
    const same = await kaizen('store', 'copy', '--from', temp.home.path, '--home', temp.home.path);
    expect(same.code).toBe(2);
    expect(same.stderr).toContain('must name two stores');
    const none = await kaizen('store', 'copy', '--from', './nowhere', '--to', address);
    expect(none.code).toBe(2);
    expect(none.stderr).toContain('there is no kaizen.db');
  });

  it('leaves nothing when it is stopped', async () => {
    const address = cluster.address('stopped');
    await using from = await openSide(temp.home.path, 'from');
    await using to = await openSide(address, 'to');
    const stopping = new AbortController();
    const copied = copyStore(from, to, {
      signal: stopping.signal,
      onRows: (table) => {
        if (table === 'run_params') stopping.abort();
      },
    });
    await expect(copied).rejects.toMatchObject({ name: 'AbortError' });
    expect(await to.db.selectFrom('runs').selectAll().execute()).toEqual([]);
  });

  it('does not count when a row is another one in the copy', async () => {
    const address = cluster.address('differs');
    await using from = await openSide(temp.home.path, 'from');
    await using to = await openSide(address, 'to');
    await sql`create function shout() returns trigger language plpgsql as $$ begin new.text := upper(new.text); return new; end $$`.execute(
      to.db,
    );
    await sql`create trigger shouting before insert on schema_versions for each row execute function shout()`.execute(
      to.db,
    );
    await expect(copyStore(from, to)).rejects.toMatchObject({
      code: 'STORE_COPY_DIFFERS',
      details: { table: 'schema_versions', nRead: 1, nWritten: 1 },
    });
    expect(await to.db.selectFrom('runs').selectAll().execute()).toEqual([]);
  });
});
