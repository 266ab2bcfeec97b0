import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DataSchema } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { MAX_RECORD_BYTES } from '../../csv/scan-csv.ts';
import { findCsv } from '../../formats/csv.ts';
import { ensureText } from '../../formats/text-file.ts';
import { openSource } from '../../open-source.ts';
import { checkRows } from '../check-rows.ts';
import { codedRows } from './coded-rows.ts';
import { csvRows } from './csv-rows.ts';
import type { RowSource } from './row-source.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'coded-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const N = 2000;

const CLEAN: Readonly<Record<string, (i: number) => string | number>> = {
  whole: (i) => i % 101,
  part: (i) => Math.sqrt(i),
  day: (i) => new Date(Date.UTC(2024, 0, 1, i)).toISOString(),
  city: (i) => ['Bern', ' Basel', '"Chur"'][i % 3] ?? '',
  mail: (i) => `a${i % 30}@example.org`,
  yes: (i) => (i % 2 ? 'yes' : 'no'),
};

const SCHEMA: DataSchema = {
  kaizenSchema: 1,
  columns: {
    whole: { type: 'integer', range: { min: 0, max: 100 }, presence: { minShare: 1 } },
    part: {
      type: 'number',
      range: { min: 0, max: 45 },
      disallowNaN: true,
      presence: { minShare: 1 },
    },
    day: { type: 'date', range: { min: '2024-01-01' }, presence: { minShare: 1 } },
    city: { type: 'string', values: ['Bern', 'Basel', 'Chur'], presence: { minShare: 1 } },
    mail: { type: 'string', format: 'email', length: { max: 20 } },
    yes: { type: 'boolean' },
  },
  rules: [{ name: 'growing', check: 'part * part >= whole - 100' }],
};

/** Planted in 1 of 40 rows: what the column holds there. */
const FAULTS: readonly (readonly [column: string, cell: string])[] = [
  ['whole', '101'],
  ['whole', ''],
  ['whole', '1.5'],
  ['whole', 'x'],
  ['part', 'NaN'],
  ['part', 'inf'],
  ['part', '-0.001'],
  ['part', 'NA'],
  ['part', '12,5'],
  ['day', 'soon'],
  ['day', '1999-01-01'],
  ['city', 'Biel'],
  ['city', '?'],
  ['city', '"Be ""rn"""'],
  ['mail', 'a.example.org'],
  ['yes', 'maybe'],
];

async function sourcesOf(columns: typeof CLEAN): Promise<{ coded: RowSource; byBytes: RowSource }> {
  const names = Object.keys(columns);
  const rows = Array.from({ length: N }, (_, i) =>
    names.map((name) => {
      const cell = String(columns[name]?.(i));
      return cell.includes(',') ? `"${cell}"` : cell;
    }),
  );
  const path = join(folder, 'rows.csv');
  await writeFile(path, `${names.join(',')}\n${rows.map((row) => row.join(',')).join('\n')}\n`);
  const context = { workPath: folder, maxRecordBytes: MAX_RECORD_BYTES, kinds: new Map() };
  const file = await ensureText(await openSource(path), 'utf-8', context);
  const coded = await codedRows(file);
  if (coded === undefined) throw new Error('the file is regular');
  return { coded, byBytes: csvRows('rows.csv', await findCsv(file, context)) };
}

async function check(rows: RowSource, schema = SCHEMA) {
  const { anomalies, nRows, columns } = await checkRows(rows, schema, { references: [] });
  return {
    nRows,
    nPresent: [...columns].map(([name, { nPresent, kind }]) => [name, nPresent, kind]),
    anomalies: anomalies.map(({ anomaly, isOffending }) => ({
      anomaly,
      rows: Array.from({ length: nRows }, (_, row) => row).filter(isOffending),
    })),
  };
}

describe('coded rows', () => {
  it.each(FAULTS)('tell of "%s" with %j what every row tells', async (name, cell) => {
    const planted = (i: number) => (i % 40 === 7 ? cell : (CLEAN[name]?.(i) ?? ''));
    const { coded, byBytes } = await sourcesOf({ ...CLEAN, [name]: planted });
    const told = await check(coded);
    const expected = await check(byBytes);
    expect(told.anomalies).toEqual(expected.anomalies);
    expect(new Map(told.nPresent.map((one) => [one[0], one]))).toEqual(
      new Map(expected.nPresent.map((one) => [one[0], one])),
    );
    expect(told.anomalies.map(({ anomaly }) => anomaly.column)).toContain(name);
  });

  it('of clean columns ask few cells, and no row', async () => {
    const { coded } = await sourcesOf(CLEAN);
    const chunks = () => {
      throw new Error('rows are asked');
    };
    const { rules: _, ...schema } = SCHEMA;
    expect((await check({ ...coded, chunks }, schema)).anomalies).toEqual([]);
    expect((await check(coded)).anomalies).toEqual([]);
  });
});
