import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseDate } from '@kaizenml/ml/table';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { sqlText, withDuckDb } from '../engine/duck-db.ts';
import { readParquetRows } from './parquet-rows.ts';

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-parquet-rows-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

it('gives the values that JSON has', async () => {
  const path = join(folder, 'kinds.parquet');
  const sql = `select * from (values
      (true, 3::bigint, 9007199254740993, 'nan'::double, 0.5::float, 2.25::decimal(9, 2), ' x ', 'N/A', date '2024-05-31', timestamptz '2024-05-31 10:00:00+02'),
      (null, null, 7, 'inf'::double, null, null, '', null, null, null)
    ) t(flag, whole, large, nothing, single, exact, text, mark, day, instant)`;
  await withDuckDb((connection) =>
    connection.run(`copy (${sql}) to ${sqlText(path)} (format parquet)`),
  );
  const bounds = { maxRows: 2, maxColumns: 10, maxBytes: 1000, memoryMb: 256 };
  const rows = await readParquetRows(path, { ...bounds, file: 'kinds', tempPath: folder });
  const day = '2024-05-31T00:00:00.000Z';
  expect(rows).toEqual([
    {
      ...{ flag: true, whole: 3, large: '9007199254740993', nothing: null, single: 0.5 },
      ...{ exact: 2.25, text: 'x', mark: null, day, instant: '2024-05-31T08:00:00.000Z' },
    },
    {
      ...{ flag: null, whole: null, large: 7, nothing: null, single: null },
      ...{ exact: null, text: null, mark: null, day: null, instant: null },
    },
  ]);
  expect(parseDate(day)).toBe(Date.UTC(2024, 4, 31));
});
