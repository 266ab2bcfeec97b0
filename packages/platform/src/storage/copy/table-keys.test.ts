import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../../testing/index.ts';
import { openSqliteStore } from '../index.ts';
import { TABLE_KEYS } from './table-keys.ts';

describe('TABLE_KEYS', () => {
  it('has every table with its primary key, each after those that it refers to', async () => {
    await using temp = await tempHome();
    await (await openSqliteStore(temp.home.databasePath)).close();
    const database = new DatabaseSync(temp.home.databasePath);
    const ask = (sql: string, table: string) => database.prepare(sql).all(table);
    const tables = database
      .prepare("select name from sqlite_master where type = 'table' and name not like 'sqlite_%'")
      .all()
      .map(({ name }) => String(name))
      .filter((name) => name !== 'migrations');
    const listed = Object.keys(TABLE_KEYS);
    expect([...listed].sort()).toEqual(tables.sort());
    const keys = listed.map((table) => [
      table,
      ask('select name from pragma_table_info(?) where pk > 0 order by pk', table).map(
        ({ name }) => name,
      ),
    ]);
    expect(Object.fromEntries(keys)).toEqual(TABLE_KEYS);
    for (const [i, table] of listed.entries())
      for (const { to } of ask('select "table" as "to" from pragma_foreign_key_list(?)', table))
        expect(listed.slice(0, i)).toContain(to);
    database.close();
  });
});
