import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSchema } from '@kaizenml/contracts';
import { describe, expect, test } from 'vitest';
import { MAX_RECORD_BYTES } from '../../csv/scan-csv.ts';
import { sqlName, sqlText, withDuckDb } from '../../engine/duck-db.ts';
import { checkRows } from '../check-rows.ts';
import { withRows } from './open-rows.ts';
import type { RowSource, WantedColumn } from './row-source.ts';

const N_ROWS = 4000;

/** Columns that keep to the schema below; row `i` of `range`. */
const CLEAN: Readonly<Record<string, string>> = {
  whole: '(i % 101)::integer',
  part: 'i * 0.25',
  cost: '(i % 500)::decimal(10, 2)',
  day: "(timestamp '2024-01-01' + to_hours(i::integer))",
  city: "case i % 3 when 0 then 'Bern' when 1 then 'Basel' else 'Chur' end",
  grade: '(i % 4)::bigint',
  yes: '(i % 2 = 0)',
  mail: "concat('a', i % 30, '@example.org')",
  tags: '[i, i + 1]',
  note: "concat('note ', i)",
};

const SCHEMA: DataSchema = {
  kaizenSchema: 1,
  columns: {
    whole: { type: 'integer', range: { min: 0, max: 100 }, presence: { minShare: 1 } },
    part: {
      type: 'number',
      range: { min: 0, max: 1000 },
      disallowNaN: true,
      presence: { minShare: 0.9 },
    },
    cost: { type: 'number', range: { max: 499 } },
    day: { type: 'date', range: { min: '2024-01-01' }, presence: { minShare: 1 } },
    city: {
      type: 'string',
      values: ['Bern', 'Basel', 'Chur'],
      presence: { minShare: 0.99 },
      minDomainMass: 0.9,
      distinct: { max: 4 },
    },
    grade: { type: 'integer', values: ['0', '1', '2', '3'] },
    yes: { type: 'boolean', presence: { minShare: 1 } },
    mail: { type: 'string', format: 'email', length: { max: 20 } },
    tags: { type: 'string', valueCount: { min: 2, max: 2 } },
    note: { type: 'string' },
  },
  rules: [
    { name: 'order', check: 'whole <= 100 and part >= cost - 500' },
    { name: 'city', check: 'not (city == "Bern" and whole > 1000)' },
  ],
};

/** What is planted into one column, where `hit` is true in 1 of 40 rows. */
const FAULTS: Readonly<Record<string, readonly [column: string, sql: string]>> = {
  'a number above its range': ['whole', 'case when hit then 101 else i % 101 end'],
  'missing numbers': ['whole', 'case when hit then null else i % 101 end'],
  'a missing number or two that the share allows': ['part', 'case when hit then null else 1.5 end'],
  fractions: ['whole', 'case when hit then 1.5 else 1 end'],
  NaN: ['part', "case when hit then 'nan'::double else 1 end"],
  infinity: ['part', "case when hit then '-inf'::double else 1 end"],
  'numbers as text': ['whole', "case when hit then ' 7 ' else '8' end"],
  'text among numbers': ['part', "case when hit then 'n/a?' else '8.5' end"],
  'a decimal above its range': ['cost', '(case when hit then 499.01 else 1 end)::decimal(10, 2)'],
  'an early date': [
    'day',
    "case when hit then timestamp '1999-01-01' else timestamp '2024-05-01' end",
  ],
  'dates as text': ['day', "case when hit then 'soon' else '2024-05-01' end"],
  'no date': ['day', "case when hit then null else date '2024-05-01' end"],
  'numbers for dates': ['day', 'i'],
  'few other values, which the share allows': ['city', "case when hit then 'Biel' else 'Bern' end"],
  'too many other values': ['city', "case when i % 5 = 0 then 'Biel' else 'Bern' end"],
  'too many different values': ['city', "case when hit then concat('x', i) else 'Bern' end"],
  'blanks around values and missing markers that the share allows': [
    'city',
    "case when i % 400 = 7 then 'NA' else ' Bern ' end",
  ],
  'a number out of its list': ['grade', 'case when hit then 4 else 1 end'],
  'truths that are none': ['yes', "case when hit then 'maybe' else 'yes' end"],
  'no truth': ['yes', 'case when hit then null else true end'],
  'an address that is none': [
    'mail',
    "case when hit then 'a.example.org' else 'a@example.org' end",
  ],
  'a long text': ['mail', "case when hit then 'abcdefghijkl@example.org' else 'a@example.org' end"],
  'short lists': ['tags', 'case when hit then [i] else [i, i] end'],
  'a dear one': ['cost', 'case when hit then 400 else 1 end'],
  'a column without values': ['city', 'null::varchar'],
};

/** Those that the schema lets pass, and one that rows do not tell one by one. */
const ALLOWED = [
  'a missing number or two that the share allows',
  'numbers as text',
  'few other values, which the share allows',
  'too many different values',
  'blanks around values and missing markers that the share allows',
  'a dear one',
];

async function inParquet<T>(
  columns: Readonly<Record<string, string>>,
  work: (rows: RowSource) => Promise<T>,
): Promise<T> {
  const folder = await mkdtemp(join(tmpdir(), 'kaizen-test-'));
  const path = join(folder, 'rows.parquet');
  const list = Object.entries(columns).map(([name, sql]) => `${sql} as ${sqlName(name)}`);
  try {
    await withDuckDb((connection) =>
      connection.run(
        `copy (select ${list.join(', ')} from (select range as i, range % 40 = 7 as hit from range(${N_ROWS}))) to ${sqlText(path)}`,
      ),
    );
    const context = { workPath: folder, maxRecordBytes: MAX_RECORD_BYTES, kinds: new Map() };
    return await withRows(path, context, work);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** What is found of a source; of texts that look alike any may be shown. */
async function check(rows: RowSource, schema = SCHEMA) {
  const { anomalies, columns, nRows, known } = await checkRows(rows, schema, { references: [] });
  return {
    nRows,
    known,
    columns: Object.fromEntries(
      [...columns].map(([name, { alike, ...rest }]) => [name, { ...rest, nAlike: alike?.length }]),
    ),
    anomalies: anomalies.map(({ anomaly, isOffending }) => ({
      anomaly,
      rows: Array.from({ length: nRows }, (_, row) => row).filter(isOffending),
    })),
  };
}

/** The same rows, each of which is asked. */
function withoutWitnesses({ summarize: _, ...rows }: RowSource): RowSource {
  return rows;
}

describe('rows of Parquet', () => {
  test('few values tell of every planted fault what all rows tell', () => {
    const planted = Object.entries(FAULTS).map(([name, [, sql]]) => [name, sql]);
    const specs = Object.entries(FAULTS).map(([name, [column]]) => [name, SCHEMA.columns[column]]);
    const schema: DataSchema = {
      kaizenSchema: 1,
      columns: { ...SCHEMA.columns, ...Object.fromEntries(specs) },
      rules: [...(SCHEMA.rules ?? []), { name: 'dear', check: '`a dear one` * 2 - 1 < 499' }],
    };
    return inParquet({ ...CLEAN, ...Object.fromEntries(planted) }, async (rows) => {
      const told = await check(rows, schema);
      expect(told).toEqual(await check(withoutWitnesses(rows), schema));
      const found = new Set(told.anomalies.map(({ anomaly }) => anomaly.column));
      const missed = Object.keys(FAULTS).filter((name) => !found.has(name));
      expect(missed).toEqual(ALLOWED);
      expect(told.columns['too many different values']?.distinct?.count).toBe(1 + N_ROWS / 40);
      expect(told.anomalies.at(-1)?.rows).toHaveLength(N_ROWS / 40);
    });
  });

  test('rows whose columns keep to the schema are read for what only rows tell', () =>
    inParquet(CLEAN, async (rows) => {
      const asked: string[] = [];
      const chunks = (wanted: readonly WantedColumn[]) => {
        asked.push(...wanted.map(({ name }) => name));
        return rows.chunks(wanted);
      };
      const { anomalies } = await check({ ...rows, chunks });
      expect(anomalies).toEqual([]);
      expect(asked).toEqual(['whole', 'city']);
    }));

  test('rows that may break a rule are asked alone, and tell what all rows tell', () =>
    inParquet(CLEAN, async (rows) => {
      const schema: DataSchema = {
        ...SCHEMA,
        rules: [
          { name: 'small', check: 'whole < 97' },
          { name: 'dear', check: 'cost * 2 - 1 < 980 or whole == grade' },
          { name: 'late', check: 'part >= whole - 70' },
        ],
      };
      const chunks = () => {
        throw new Error('all rows are asked');
      };
      const told = await check({ ...rows, chunks }, schema);
      expect(told).toEqual(await check(withoutWitnesses(rows), schema));
      const [small] = told.anomalies;
      expect(small?.rows.slice(0, 5)).toEqual([97, 98, 99, 100, 198]);
      expect(told.anomalies).toHaveLength(3);
    }));

  test('texts of which all are numbers, and those of a format, are told of the whole column', () =>
    inParquet(
      { ...CLEAN, note: '(i % 50)::varchar', mail: "concat('u', i, '@example.org')" },
      async (rows) => {
        const { columns } = await check(rows);
        expect(columns.note).toMatchObject({ kind: 'number', isInteger: true, nPresent: N_ROWS });
        expect(columns.mail?.nAlike).toBe(20);
        expect(columns.city?.distinct).toEqual({ count: 3, isExact: true, relativeError: 0 });
      },
    ));

  test('rows are written as CSV, whatever they hold', () =>
    inParquet(CLEAN, async (rows) => {
      const written: string[] = [];
      for await (const some of rows.records()) written.push(...some);
      expect(written).toHaveLength(N_ROWS);
      expect(written[0]).toBe('0,0.00,0.00,2024-01-01,Bern,0,true,a0@example.org,"[0,1]",note 0');
      expect(rows.writer.header(['_row'])).toBe(`${Object.keys(CLEAN).join(',')},_row\n`);
      expect(rows.writer.line('1', { _row: 3 })).toBe('1,3\n');
    }));
});
