import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../testing/index.ts';
import { openSqliteStore } from './index.ts';
import { MIGRATIONS } from './migrations/index.ts';

describe('migrations', () => {
  it('are numbered 1, 2, 3 … in order', () => {
    expect(MIGRATIONS.map(({ version }) => version)).toEqual(MIGRATIONS.map((_, i) => i + 1));
  });

  it('are applied once, with name and time', async () => {
    await using temp = await tempHome();
    const path = temp.home.databasePath;
    for (const now of [0, 1e12]) {
      const store = await openSqliteStore(path, { clock: { now: () => now } });
      expect(await store.schemaVersion()).toBe(MIGRATIONS.length);
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
    const known = MIGRATIONS.length;
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
