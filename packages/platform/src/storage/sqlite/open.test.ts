import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../../testing/index.ts';
import { openSqliteStore } from '../index.ts';
import { openDatabase } from './open-database.ts';
import { THREAD_USE } from './threads/thread-use.ts';

describe('the database of a home', () => {
  it('is in WAL mode, so that readers never wait for a writer', async () => {
    await using temp = await tempHome();
    const store = await openSqliteStore(temp.home.databasePath);
    const writer = new DatabaseSync(temp.home.databasePath);
    writer.exec('begin immediate');
    expect(await store.runs.count()).toBe(0);
    expect((await store.runs.list({}, { limit: 5 })).items).toEqual([]);
    writer.exec('rollback');
    expect({ ...writer.prepare('pragma journal_mode').get() }).toEqual({ journal_mode: 'wal' });
    writer.close();
    await store.close();
  });

  it('flushes every transaction to the disk before it is acknowledged, on the connections of threads too', async () => {
    await using temp = await tempHome();
    for (const use of [{}, THREAD_USE]) {
      const database = await openDatabase(temp.home.databasePath, use);
      const read = (pragma: string) =>
        Object.values(database.prepare(`pragma ${pragma}`).get() ?? {});
      // 2 is `full`: in WAL mode `normal` would leave the last transactions to the operating system.
      expect(read('synchronous')).toEqual([2]);
      expect(read('journal_mode')).toEqual(['wal']);
      database.close();
    }
  });

  it('has an index for every list that is paged', async () => {
    await using temp = await tempHome();
    await (await openSqliteStore(temp.home.databasePath)).close();
    const database = new DatabaseSync(temp.home.databasePath);
    const plan = (sql: string) =>
      database
        .prepare(`explain query plan ${sql}`)
        .all()
        .map((row) => String(row.detail))
        .join('; ');
    for (const sql of [
      "select * from runs where lifecycle = 'active' and number < 9 order by number desc limit 5",
      'select * from runs where experiment = 1 and number < 9 order by number desc limit 5',
      "select * from runs where status = 'running' and number < 9 order by number desc limit 5",
      "select * from runs where experiment = 1 and lifecycle = 'active' order by started_at desc, id limit 5",
      'select * from latest_metrics where key = 1 order by value desc limit 5',
      'select * from experiments order by created_at desc, name desc limit 5',
      'select * from models order by updated_at desc, name desc limit 5',
      "select * from lineage_edges where to_node = 'n' order by from_node, to_node, role",
    ])
      expect(plan(sql)).not.toMatch(/TEMP B-TREE/);
    database.close();
  });
});
