import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isoDate } from '@kaizenml/ml/table';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { withDuckDb } from '../../engine/duck-db.ts';
import { queryTextRows } from './query-rows.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-query-rows-'));
});
afterAll(() => rm(folder, { recursive: true }));

it('hands out every text, number and instant of a query, whatever characters it has', async () => {
  const odd = fc.constantFrom(
    '\t',
    '\n',
    '\r\n',
    '\\',
    '\\t',
    '"',
    '""',
    ',',
    '\u0001',
    '\u00e9',
    '\u{1f986}',
    ' ',
    'a',
  );
  const text = fc.option(fc.array(odd, { maxLength: 5 }).map((parts) => parts.join('')));
  const number = fc.option(fc.double({ noNaN: true, noDefaultInfinity: true }));
  const instant = fc.option(fc.integer({ min: -1e12, max: 4e12 }));
  const rows = fc.sample(fc.tuple(text, text, number, instant), { seed: 3, numRuns: 3000 });
  await withDuckDb(async (connection) => {
    await connection.run('create table t (a varchar, b varchar, n double, i double)');
    const appender = await connection.createAppender('t');
    for (const [a, b, n, i] of rows) {
      for (const value of [a, b])
        if (value === null) appender.appendNull();
        else appender.appendVarchar(value);
      for (const value of [n, i])
        if (value === null) appender.appendNull();
        else appender.appendDouble(value);
      appender.endRow();
    }
    appender.closeSync();
    const column = (name: string, as: 'inferred' | 'number' | 'date') => ({
      name,
      as,
      sql: name,
      stored: name,
    });
    const columns = [
      column('a', 'inferred'),
      column('b', 'inferred'),
      column('n', 'number'),
      column('i', 'date'),
    ];
    const given = await queryTextRows(connection, { from: 't', columns, tempPath: folder });
    const expected = rows.map(([a, b, n, i]) => [
      a ?? '',
      b ?? '',
      n === null ? '' : String(n),
      i === null ? '' : isoDate(i),
    ]);
    for (const _pass of [1, 2]) {
      const found: string[][] = [];
      for await (const batch of given.batches())
        for (let row = 0; row < batch.nRows; row++)
          found.push(columns.map((_, j) => batch.cell(row, j)));
      expect(found).toEqual(expected);
    }
    expect(given.types).toEqual(['VARCHAR', 'VARCHAR', 'DOUBLE', 'DOUBLE']);
  });
});
