import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { Kysely } from 'kysely';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../testing/index.ts';
import { openSqliteStore } from './index.ts';
import { migrate } from './migrate.ts';
import { MIGRATIONS, type Migration } from './migrations/index.ts';
import type { Schema } from './schema.ts';
import { NodeSqliteDialect } from './sqlite/dialect.ts';

const NEWEST = MIGRATIONS.at(-1)?.version;

describe('migrations', () => {
  it('have a number each, in order', () => {
    const versions = MIGRATIONS.map(({ version }) => version);
    expect(versions).toEqual([...new Set(versions)].sort((a, b) => a - b));
  });

  it('are applied where a later one already is', async () => {
    await using temp = await tempHome();
    const dialect = () =>
      new NodeSqliteDialect(new DatabaseSync(temp.home.databasePath), temp.home.databasePath);
    const table = (version: number): Migration => ({
      ...{ version, name: `t${version}` },
      up: async (db) => db.schema.createTable(`t${version}`).addColumn('a', 'text').execute(),
    });
    const migrated: string[][] = [];
    for (const versions of [
      [1, 3],
      [1, 2, 3],
      [1, 2, 3],
    ]) {
      const db = new Kysely<Schema>({ dialect: dialect() });
      const migrations = versions.map(table);
      await migrate(db, { clock: { now: () => 0 }, place: 'here', migrations });
      migrated.push((await db.introspection.getTables()).map(({ name }) => name));
      await db.destroy();
    }
    expect(migrated).toEqual([
      ['migrations', 't1', 't3'],
      ['migrations', 't1', 't2', 't3'],
      ['migrations', 't1', 't2', 't3'],
    ]);
  });

  it('are applied once, with name and time', async () => {
    await using temp = await tempHome();
    const path = temp.home.databasePath;
    for (const now of [0, 1e12]) {
      const store = await openSqliteStore(path, { clock: { now: () => now } });
      expect(await store.schemaVersion()).toBe(NEWEST);
      await store.close();
    }
    const database = new DatabaseSync(path);
    const rows = database.prepare('select * from migrations').all();
    database.close();
    expect(rows.map((row) => ({ ...row }))).toEqual(
      MIGRATIONS.map(({ version, name }) => ({
        version,
        name,
        applied_at: '1970-01-01T00:00:00.000Z',
      })),
    );
  });

  it('say HOME_TOO_NEW on the store of a newer version and leave it as it is', async () => {
    await using temp = await tempHome();
    const path = temp.home.databasePath;
    await (await openSqliteStore(path)).close();
    const database = new DatabaseSync(path);
    database.exec("insert into migrations values (99, 'later', '2030-01-01T00:00:00.000Z')");
    database.close();
    const known = NEWEST;
    await expect(openSqliteStore(path)).rejects.toMatchObject({
      code: 'HOME_TOO_NEW',
      message: `"${path}" must have a schema of version ${known} at most, got 99.`,
      details: { place: path, found: 99, known },
    });
  });
});

describe('openSqliteStore', () => {
  it('says HOME_DAMAGED when the file is no database', async () => {
    await using temp = await tempHome();
    const path = temp.home.databasePath;
    await writeFile(path, 'this is not a database, but long enough to look like one '.repeat(100));
    await expect(openSqliteStore(path)).rejects.toMatchObject({
      code: 'HOME_DAMAGED',
      message: `"${path}" must be a whole SQLite database, got "file is not a database".`,
      details: { path, reason: 'file is not a database' },
    });
  });

  it('says HOME_NOT_WRITABLE when its folder is missing', async () => {
    await using temp = await tempHome();
    const path = join(temp.folder, 'missing', 'kaizen.db');
    await expect(openSqliteStore(path)).rejects.toMatchObject({
      code: 'HOME_NOT_WRITABLE',
      message: `"${path}" must be writable, got unable to open database file.`,
      details: { path, reason: 'unable to open database file' },
    });
  });
});
