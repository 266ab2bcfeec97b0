import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { asId, type ModelName } from '@kaizenml/contracts';
import type { Kysely } from 'kysely';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { systemClock } from '../../kit/index.ts';
import { type OpenStore, storeChecks, tempHome } from '../../testing/index.ts';
import { type Cluster, findPostgres, startCluster } from '../../testing/postgres/index.ts';
import { aModel, aRun, upTo } from '../../testing/store-checks/examples.ts';
import { openPostgresStore, openSqliteStore } from '../index.ts';
import { MIGRATIONS } from '../migrations/index.ts';
import type { Schema } from '../schema.ts';
import { openPostgres } from './open.ts';

const programs = findPostgres();
const reason = 'missing' in programs ? ` (skipped: ${programs.missing})` : '';
const openScript = fileURLToPath(
  new URL('../../../../../test/faults/open-store.ts', import.meta.url),
);

describe.skipIf('missing' in programs)(`a store on PostgreSQL${reason}`, () => {
  let cluster: Cluster;
  const schemas = new Map<string, string>();
  const schemaOf = (place: string) => {
    const schema = schemas.get(place) ?? `check_${schemas.size}`;
    schemas.set(place, schema);
    return schema;
  };
  const open: OpenStore = (place) => openPostgresStore(cluster.address(schemaOf(place)));

  beforeAll(async () => {
    if (!('missing' in programs)) cluster = await startCluster(programs);
  });
  afterAll(() => cluster?.[Symbol.asyncDispose]());

  it.each(storeChecks(open))('$promise', ({ run }) => run());

  it('is made once when several processes open it at once', async () => {
    const address = cluster.address('opened_by_many');
    const opened = upTo(4).map(async () => {
      const child = spawn(process.execPath, ['--conditions=source', openScript, address], {
        stdio: ['ignore', 'pipe', 'inherit'],
      });
      const output = child.stdout.setEncoding('utf8').toArray();
      const [code] = await once(child, 'close');
      return { code, output: (await output).join('') };
    });
    for (const result of await Promise.all(opened))
      expect(result).toEqual({ code: 0, output: `${MIGRATIONS.at(-1)?.version}\n` });
  });

  it('orders texts as a store in a file does, whatever the order of the database', async () => {
    await using temp = await tempHome();
    const names = [
      'b',
      'B',
      'a',
      '_',
      'é',
      'Zebra',
      'z',
      '🐧',
      '\uffee',
      'a b',
      'a-b',
      'ab',
      '10',
      '9',
    ];
    const [here, there] = await Promise.all([
      openSqliteStore(temp.home.databasePath),
      open('orders of texts'),
    ]);
    try {
      for (const store of [here, there])
        for (const name of names) await store.schemas.add({ name, text: 'x' });
      const [file, database] = await Promise.all(
        [here, there].map(async ({ schemas: kept }) => {
          const listed: string[] = [];
          let after: string | undefined;
          do {
            const page = await kept.list({ limit: 3, after });
            listed.push(...page.items.map(({ name }) => name));
            after = page.next;
          } while (after !== undefined);
          return listed;
        }),
      );
      expect(file).toHaveLength(names.length);
      expect(database).toEqual(file);
      const client = new pg.Client(cluster.address('x').replace(/\?.*$/, ''));
      await client.connect();
      const { rows } = await client.query('select unnest($1::text[]) as name order by name', [
        names,
      ]);
      await client.end();
      expect(rows.map(({ name }) => name)).not.toEqual(file);
    } finally {
      await Promise.all([here.close(), there.close()]);
    }
  });

  it('runs a transaction again that PostgreSQL took back', async () => {
    const db = await openPostgres(cluster.address('deadlocks'), { clock: systemClock });
    const names = ['a', 'b'];
    for (const name of names)
      await db.insertInto('schemas').values({ name, latest_version: 0 }).execute();
    const haveFirst = names.map(() => Promise.withResolvers<void>());
    let nAttempts = 0;
    const countUp = (transaction: Kysely<Schema>, name = '') =>
      transaction
        .updateTable('schemas')
        .set(({ eb }) => ({ latest_version: eb('latest_version', '+', 1) }))
        .where('name', '=', name)
        .execute();
    await Promise.all(
      names.map((name, i) =>
        db.transaction().execute(async (transaction) => {
          nAttempts++;
          await countUp(transaction, name);
          haveFirst[i]?.resolve();
          await haveFirst[1 - i]?.promise;
          await countUp(transaction, names[1 - i]);
        }),
      ),
    );
    expect(nAttempts).toBe(3);
    expect(await db.selectFrom('schemas').select('latest_version').execute()).toEqual([
      { latest_version: 2 },
      { latest_version: 2 },
    ]);
    await db.destroy();
  });

  it('writes the history of an alias without gaps when many move it at once', async () => {
    const [one, other] = await Promise.all([open('aliases'), open('aliases')]);
    const name = asId<ModelName>('penguins-species');
    for (const _ of upTo(3)) await one.models.register(aModel());
    await Promise.all(
      upTo(60).map((i) => (i % 2 ? one : other).models.setAlias(name, 'champion', (i % 3) + 1)),
    );
    const moves = (await one.models.aliasMoves(name, 100)).toReversed();
    expect(moves).toHaveLength(60);
    const targets = moves.map(({ to }) => to);
    expect(moves.map(({ from }) => from).sort()).toEqual([null, ...targets.slice(0, -1)].sort());
    await Promise.all([one.close(), other.close()]);
  });

  it('keeps everyone else from writing while versions are held', async () => {
    const [one, other] = await Promise.all([open('held'), open('held')]);
    const seen: string[] = [];
    const isHeld = Promise.withResolvers<void>();
    const mayEnd = Promise.withResolvers<void>();
    const held = one.datasets.locked(async () => {
      isHeld.resolve();
      await mayEnd.promise;
      seen.push('held');
    });
    await isHeld.promise;
    const written = other.runs.start(aRun()).then(() => seen.push('written'));
    expect(await other.runs.count()).toBe(0);
    mayEnd.resolve();
    await Promise.all([held, written]);
    expect(seen).toEqual(['held', 'written']);
    await Promise.all([one.close(), other.close()]);
  });

  it('says HOME_TOO_NEW on the store of a newer version', async () => {
    const address = cluster.address('newer');
    await (await openPostgresStore(address)).close();
    const client = new pg.Client(address.replace(/\?.*$/, ''));
    await client.connect();
    await client.query("insert into newer.migrations values (99, 'later', '2030-01-01T00:00:00Z')");
    await client.end();
    await expect(openPostgresStore(address)).rejects.toMatchObject({
      code: 'HOME_TOO_NEW',
      details: { found: 99, known: MIGRATIONS.at(-1)?.version },
    });
  });
});
