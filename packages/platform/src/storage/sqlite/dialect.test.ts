import { DatabaseSync } from 'node:sqlite';
import { CompiledQuery, Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { NodeSqliteDialect } from './dialect.ts';

it('reads columns as they are after a table was changed', async () => {
  const dialect = new NodeSqliteDialect(new DatabaseSync(':memory:'), ':memory:');
  const db = new Kysely<unknown>({ dialect });
  const ask = async (sql: string) => (await db.executeQuery(CompiledQuery.raw(sql))).rows;
  const all = () => ask('select * from t');
  await ask('create table t (a integer, b text)');
  await ask("insert into t values (1, 'x')");
  expect(await all()).toEqual([{ a: 1, b: 'x' }]);
  await ask('alter table t add column c real default 0.5');
  expect(await all()).toEqual([{ a: 1, b: 'x', c: 0.5 }]);
  await ask('drop table t');
  await ask('create table t (b text, a integer)');
  await ask("insert into t values ('y', 2)");
  expect(await all()).toEqual([{ a: 2, b: 'y' }]);
  expect(await ask('select 1 as a, 2 as b where false')).toEqual([]);
  expect(await ask("insert into t values ('z', 3) returning a as number")).toEqual([{ number: 3 }]);
  await db.destroy();
});
