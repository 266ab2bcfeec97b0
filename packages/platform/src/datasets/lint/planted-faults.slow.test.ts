import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '../../../../../test/shared-data.ts';
import { lintTable } from './lint-table.ts';

type Row = readonly string[];

/** Real tables without quotes and without findings, with a column of numbers. */
const TABLES = [
  { file: 'penguins/penguins.csv', number: 'body_mass_g' },
  { file: 'bike_sharing/day.csv', number: 'cnt' },
  { file: 'sklearn_toy/breast_cancer.clean.csv', number: 'mean area' },
] as const;

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-lint-'));
});
afterAll(() => rm(folder, { recursive: true }));

const withColumn = (rows: readonly Row[], name: string, value: (i: number) => string): Row[] =>
  rows.map((row, i) => [...row, i === 0 ? name : value(i)]);
const sparse = (planted: string, value: (i: number) => string) => (i: number) =>
  i % 50 === 7 ? planted : value(i);
const inNumbers = (
  rows: readonly Row[],
  column: string,
  change: (cell: string, i: number) => string,
) => {
  const j = rows[0].indexOf(column);
  return rows.map((row, i) => (i === 0 ? row : row.with(j, change(row[j], i))));
};
const text = (rows: readonly Row[]) => `${rows.map((row) => row.join(',')).join('\n')}\n`;
const day = (i: number) => String((i % 28) + 1).padStart(2, '0');

/** A fault, how it is planted, what must be found and on which line first. */
const FAULTS: readonly {
  readonly code: string;
  readonly severity?: string;
  readonly line: number;
  readonly plant: (rows: readonly Row[], number: string) => string | Uint8Array;
}[] = [
  { code: 'BYTE_ORDER_MARK', line: 1, plant: (rows) => `\ufeff${text(rows)}` },
  {
    code: 'ENCODING_INVALID',
    severity: 'error',
    line: 8,
    plant: (rows) =>
      Buffer.from(
        text(
          withColumn(
            rows,
            'city',
            sparse('Zürich', () => 'Bern'),
          ),
        ),
        'latin1',
      ),
  },
  {
    code: 'ENCODING_NOT_UTF8',
    line: 1,
    plant: (rows) => Buffer.from(`\ufeff${text(rows)}`, 'utf16le'),
  },
  {
    code: 'LINE_BREAKS_MIXED',
    line: 5,
    plant: (rows) =>
      text(rows)
        .split('\n')
        .map((line, i) => (i === 4 ? `${line}\r` : line))
        .join('\n'),
  },
  { code: 'DELIMITER_UNUSUAL', line: 1, plant: (rows) => text(rows).replaceAll(',', ';') },
  {
    code: 'DELIMITER_MIXED',
    severity: 'error',
    line: 9,
    plant: (rows) => rows.map((row, i) => row.join(i === 8 ? ';' : ',')).join('\n'),
  },
  {
    code: 'DELIMITER_PADDED',
    line: 2,
    plant: (rows) => rows.map((row) => row.join(', ')).join('\n'),
  },
  { code: 'COLUMN_UNNAMED', line: 1, plant: (rows) => text(withColumn(rows, '', String)) },
  {
    code: 'COLUMN_NAME_REPEATED',
    severity: 'error',
    line: 1,
    plant: (rows, number) => text(withColumn(rows, number, String)),
  },
  { code: 'COLUMN_EMPTY', line: 1, plant: (rows) => text(withColumn(rows, 'grape', () => '')) },
  {
    code: 'COLUMN_CONSTANT',
    line: 1,
    plant: (rows) => text(withColumn(rows, 'source', () => 'web')),
  },
  {
    code: 'COLUMNS_EQUAL',
    line: 1,
    plant: (rows) => text(rows.map((row, i) => [...row, i === 0 ? 'copy' : row[0]])),
  },
  {
    code: 'QUOTE_OPEN',
    severity: 'error',
    line: 6,
    plant: (rows) => text(withColumn(rows, 'note', (i) => (i === 5 ? '"open' : 'fine'))),
  },
  {
    code: 'ROWS_UNEVEN',
    severity: 'error',
    line: 12,
    plant: (rows) => text(rows.map((row, i) => (i === 11 ? row.slice(1) : row))),
  },
  {
    code: 'ROWS_TRAILING',
    line: 3,
    plant: (rows) => text(rows.map((row, i) => (i === 2 ? [...row, '', ''] : row))),
  },
  {
    code: 'HEADER_REPEATED',
    severity: 'error',
    line: 20,
    plant: (rows) => text(rows.toSpliced(19, 0, rows[0])),
  },
  {
    code: 'TEXT_CARRIAGE_RETURN',
    line: 8,
    plant: (rows) =>
      text(
        withColumn(
          rows,
          'note',
          sparse('"a\r\nb"', () => 'c'),
        ),
      ),
  },
  {
    code: 'TYPES_MIXED',
    line: 8,
    plant: (rows, number) =>
      text(inNumbers(rows, number, (cell, i) => (i === 7 ? 'broken' : cell))),
  },
  {
    code: 'DATES_MIXED',
    line: 8,
    plant: (rows) =>
      text(
        withColumn(rows, 'seen', (i) => (i % 50 === 7 ? `${day(i)}.03.2021` : `2021-03-${day(i)}`)),
      ),
  },
  {
    code: 'DATES_MIXED',
    line: 3,
    plant: (rows) =>
      text(withColumn(rows, 'seen', (i) => (i === 2 ? `25/03/2021` : `03/${day(i + 14)}/2021`))),
  },
  {
    code: 'NUMBERS_WITH_UNIT',
    line: 8,
    plant: (rows) =>
      text(withColumn(rows, 'weight', (i) => (i % 50 === 7 ? `${i} kg` : String(i)))),
  },
  {
    code: 'NUMBERS_WITH_SEPARATORS',
    line: 2,
    plant: (rows) => text(withColumn(rows, 'price', (i) => `"1,${200 + i},000"`)),
  },
  {
    code: 'BLANKS_AROUND',
    line: 8,
    plant: (rows) =>
      text(
        withColumn(
          rows,
          'city',
          sparse(' Bern', (i) => `c${i % 3}`),
        ),
      ),
  },
  {
    code: 'CATEGORY_SPELLINGS',
    line: 8,
    plant: (rows) =>
      text(
        withColumn(
          rows,
          'city',
          sparse('BERN', (i) => ['Bern', 'Chur'][i % 2]),
        ),
      ),
  },
  {
    code: 'LEADING_ZEROS',
    line: 8,
    plant: (rows) =>
      text(withColumn(rows, 'zip', (i) => (i % 50 === 7 ? '02134' : String(10000 + i)))),
  },
  {
    code: 'SENTINEL_VALUE',
    line: 8,
    plant: (rows, number) =>
      text(inNumbers(rows, number, (cell, i) => (i % 50 === 7 ? '-99999' : cell))),
  },
  {
    code: 'SPREADSHEET_ERROR',
    severity: 'error',
    line: 8,
    plant: (rows, number) =>
      text(inNumbers(rows, number, (cell, i) => (i % 50 === 7 ? '#REF!' : cell))),
  },
  {
    code: 'SPREADSHEET_DATE',
    severity: 'error',
    line: 8,
    plant: (rows) =>
      text(
        withColumn(
          rows,
          'gene',
          sparse('2-Sep', (i) => `BRCA${i}`),
        ),
      ),
  },
  {
    code: 'SPREADSHEET_SCIENTIFIC',
    severity: 'error',
    line: 8,
    plant: (rows) =>
      text(
        withColumn(
          rows,
          'key',
          sparse('1.23457E+11', (i) => String(12345678 + i)),
        ),
      ),
  },
  {
    code: 'SPREADSHEET_ZERO_DATE',
    severity: 'error',
    line: 8,
    plant: (rows) =>
      text(
        withColumn(
          rows,
          'seen',
          sparse('1900-01-01', (i) => `2021-03-${day(i)}`),
        ),
      ),
  },
];

describe.each(TABLES)('$file', ({ file, number }) => {
  const source = sharedData(file);
  const why = source === undefined ? ` (skipped: ${file} is not in the data folder)` : '';
  it.skipIf(source === undefined)(`has nothing to report as it is${why}`, async () => {
    expect((await lintTable(source ?? '')).findings).toEqual([]);
  });

  it.skipIf(source === undefined).each(FAULTS)(
    `shows $code in line $line${why}`,
    async ({ code, severity, line, plant }) => {
      const rows = (await readFile(source ?? '', 'utf8'))
        .trim()
        .split(/\r?\n/)
        .map((row) => row.split(','));
      const path = join(folder, 'planted.csv');
      await writeFile(path, plant(rows, number));
      const { findings } = await lintTable(path);
      const found = findings.find((finding) => finding.code === code);
      expect(found?.lines[0]).toBe(line);
      if (severity !== undefined) expect(found?.severity).toBe(severity);
      expect(found?.hint).toMatch(/\.$/);
      const others = findings
        .filter((finding) => finding.code !== code)
        .map((finding) => finding.code);
      expect(others.length).toBeLessThanOrEqual(1);
    },
  );
});
