import { tmpdir } from 'node:os';
import type { DataSchema } from '@kaizenml/contracts';
import { expect, test } from 'vitest';
import { sharedData } from '../../../../../test/shared-data.ts';
import { MAX_RECORD_BYTES } from '../csv/scan-csv.ts';
import { queryRows, sqlText, withDuckDb } from '../engine/duck-db.ts';
import { checkRows } from './check-rows.ts';
import { openRows } from './reading/open-rows.ts';

/** One thing to break, in a schema and as the SQL of the rows that break it. */
interface Case {
  readonly schema: Omit<DataSchema, 'kaizenSchema'>;
  readonly sql: string;
}

const TAXI = 'chicago_taxi/simple_data.csv';
const TITANIC = 'titanic/kaggle_train.csv';

const CASES: Readonly<Record<string, readonly Case[]>> = {
  [TAXI]: [
    {
      schema: { columns: { fare: { type: 'number', range: { max: 50 } } } },
      sql: 'fare::double > 50',
    },
    {
      schema: { columns: { trip_miles: { type: 'number', range: { min: 0.1 } } } },
      sql: 'trip_miles::double < 0.1',
    },
    {
      schema: {
        columns: { payment_type: { type: 'string', values: ['Cash', 'Credit Card', 'Unknown'] } },
      },
      sql: "payment_type not in ('Cash', 'Credit Card', 'Unknown')",
    },
    {
      schema: { columns: { company: { type: 'string', presence: { minShare: 1 } } } },
      sql: 'company is null',
    },
    {
      schema: { columns: { company: { type: 'string', length: { max: 20 } } } },
      sql: 'length(trim(company)) > 20',
    },
    {
      schema: { columns: { trip_start_timestamp: { type: 'integer', isUnique: true } } },
      sql: 'row_number() over (partition by trip_start_timestamp order by n) > 1',
    },
    {
      schema: {
        columns: { fare: { type: 'number' }, company: { type: 'string' } },
        key: ['company', 'fare'],
      },
      sql: 'row_number() over (partition by trim(company), fare::double order by n) > 1',
    },
    {
      schema: {
        columns: { tips: { type: 'number' }, fare: { type: 'number' } },
        rules: [{ name: 'r', check: 'tips <= fare / 2' }],
      },
      sql: 'tips::double > fare::double / 2',
    },
    {
      schema: {
        columns: { payment_type: { type: 'string' }, tips: { type: 'number' } },
        rules: [{ name: 'r', check: 'payment_type == "Cash" implies tips == 0' }],
      },
      sql: "payment_type = 'Cash' and tips::double <> 0",
    },
  ],
  [TITANIC]: [
    {
      schema: { columns: { Age: { type: 'integer' } } },
      sql: 'Age::double <> trunc(Age::double)',
    },
    {
      schema: { columns: { Ticket: { type: 'integer' } } },
      sql: 'try_cast(Ticket as double) is null and Ticket is not null',
    },
    {
      schema: { columns: { Name: { type: 'string', length: { max: 30 } } } },
      sql: 'length(Name) > 30',
    },
    {
      schema: {
        columns: { Name: { type: 'string' } },
        rules: [{ name: 'r', check: 'not contains(Name, "(") or matches(Name, "*Mrs.*")' }],
      },
      sql: "contains(Name, '(') and not contains(Name, 'Mrs.')",
    },
  ],
};

for (const [file, cases] of Object.entries(CASES)) {
  const path = sharedData(file) ?? '';
  test.skipIf(path === '')(`rows of ${file} that break a schema are those of SQL`, async () => {
    const path = sharedData(file);
    if (path === undefined) return;
    await withDuckDb(async (connection) => {
      await connection.run(
        `create table t as select row_number() over () as n, * from read_csv(${sqlText(path)}, all_varchar = true)`,
      );
      for (const { schema, sql } of cases) {
        const rows = await queryRows(
          connection,
          `select n from (select *, ${sql} as broken from t) where broken order by n`,
        );
        const source = await openRows(path, {
          workPath: tmpdir(),
          maxRecordBytes: MAX_RECORD_BYTES,
          kinds: new Map(),
          signal: undefined,
        });
        const { nRows, anomalies } = await checkRows(
          source,
          { kaizenSchema: 1, ...schema },
          { references: [] },
        );
        const found = Array.from({ length: nRows }, (_, row) => row + 1).filter(
          (row) => anomalies[0]?.isOffending(row - 1) === true,
        );
        expect(rows.length, sql).toBeGreaterThan(0);
        expect(anomalies, sql).toHaveLength(1);
        expect(found, sql).toEqual(rows.map(([n]) => Number(n)));
        expect(anomalies[0]?.anomaly.count).toBe(rows.length);
      }
    });
  });
}
