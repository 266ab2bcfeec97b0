import { cell, countMissing, getColumn } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../../test/shared-data.ts';
import { hashTable, readTable } from './index.ts';

const why = (path: string | undefined): string =>
  path === undefined ? ' (skipped: the file is not on this machine)' : '';

/** What a file is known to hold. */
interface Case {
  readonly file: string;
  readonly nRows: number;
  readonly nColumns: number;
  readonly findings?: readonly string[];
  readonly kinds?: Readonly<Record<string, string>>;
}

const CASES: readonly Case[] = [
  {
    file: 'adult/adults.parquet',
    nRows: 48_842,
    nColumns: 15,
    kinds: { age: 'number', workclass: 'category', class: 'category' },
  },
  {
    file: 'adult/adult-train.csv',
    nRows: 32_561,
    nColumns: 15,
    findings: ['HEADER_MISSING', 'MISSING_MARKERS'],
    kinds: { column_1: 'number', column_15: 'category' },
  },
  {
    file: 'adult/adult-test.csv',
    nRows: 16_281,
    nColumns: 15,
    findings: ['HEADER_MISSING', 'MISSING_MARKERS'],
  },
  {
    file: 'titanic/kaggle_train.csv',
    nRows: 891,
    nColumns: 12,
    kinds: { PassengerId: 'id', Name: 'text', Age: 'number', Sex: 'category' },
  },
  {
    file: 'carriage/carriage.csv',
    nRows: 1,
    nColumns: 7,
    findings: ['COLUMN_UNNAMED'],
    kinds: { rating: 'number' },
  },
  { file: 'german_credit/german.csv', nRows: 1000, nColumns: 21, findings: ['HEADER_MISSING'] },
  {
    file: 'wine_quality/wine-quality.csv',
    nRows: 4898,
    nColumns: 12,
    kinds: { 'fixed acidity': 'number' },
  },
  {
    file: 'wine_quality/winequality-red.csv',
    nRows: 1599,
    nColumns: 12,
    findings: ['HEADER_MISSING'],
  },
  {
    file: 'timeseries/daily-min-temperatures.csv',
    nRows: 3650,
    nColumns: 2,
    kinds: { Date: 'date', Temp: 'number' },
  },
  {
    file: 'timeseries/pollution.csv',
    nRows: 43_824,
    nColumns: 13,
    findings: ['MISSING_MARKERS'],
    kinds: { No: 'id', 'pm2.5': 'number', cbwd: 'category' },
  },
  {
    file: 'sms_spam/SMSSpamCollection.tsv',
    nRows: 5574,
    nColumns: 2,
    findings: ['HEADER_MISSING'],
  },
  {
    file: 'lightgbm_examples/binary.train',
    nRows: 7000,
    nColumns: 29,
    findings: ['HEADER_MISSING'],
  },
  {
    file: 'feast/driver_stats.parquet',
    nRows: 1808,
    nColumns: 6,
    kinds: { event_timestamp: 'date', driver_id: 'category', conv_rate: 'number' },
  },
  {
    file: 'sklearn_toy/diabetes_target.csv',
    nRows: 442,
    nColumns: 1,
    findings: ['HEADER_MISSING'],
  },
];

/** Tables that their publisher gives as Parquet, with the same content as CSV. */
const PAIRS = [
  'adult/adults',
  'feast/driver_stats',
  'feast/driver_stats_with_string',
  'flights/flights-200k',
];

describe('readTable on real data', () => {
  for (const { file, nRows, nColumns, findings = [], kinds = {} } of CASES) {
    const path = sharedData(file);
    it.skipIf(path === undefined)(`reads ${file}${why(path)}`, async () => {
      const { table, findings: found } = await readTable(path ?? '');
      expect(table.nRows).toBe(nRows);
      expect(table.columns.length).toBe(nColumns);
      expect(found.map(({ code }) => code)).toEqual(findings);
      for (const [name, kind] of Object.entries(kinds))
        expect([name, getColumn(table, name).kind]).toEqual([name, kind]);
    });
  }

  for (const name of PAIRS) {
    const parquet = sharedData(`${name}.parquet`);
    const csv = sharedData(`${name}.from_parquet.csv`);
    it.skipIf(!parquet || !csv)(
      `hashes ${name} alike as Parquet and as CSV${why(csv)}`,
      async () => {
        const fromParquet = await readTable(parquet ?? '');
        const fromCsv = await readTable(csv ?? '');
        expect(hashTable(fromParquet.table)).toBe(hashTable(fromCsv.table));
      },
    );
  }

  const carriage = sharedData('carriage/carriage.csv');
  it.skipIf(!carriage)(`keeps CR LF inside quotes${why(carriage)}`, async () => {
    const { table } = await readTable(carriage ?? '');
    expect(cell(getColumn(table, 'notes'), 0)).toMatch(/age for years\. \r\nAromas of cherry/);
    expect(cell(getColumn(table, 'region'), 0)).toBe('Columbia Valley, Washington');
  });

  const titanic = sharedData('titanic/kaggle_train.csv');
  it.skipIf(!titanic)(`keeps commas inside quotes${why(titanic)}`, async () => {
    const { table } = await readTable(titanic ?? '');
    const names = getColumn(table, 'Name');
    expect(cell(names, 0)).toBe('Braund, Mr. Owen Harris');
    expect(countMissing(getColumn(table, 'Age'))).toBe(177);
  });

  const adult = sharedData('adult/adult-test.csv');
  it.skipIf(!adult)(
    `keeps the full stop behind the classes of the Adult test part${why(adult)}`,
    async () => {
      const { table } = await readTable(adult ?? '');
      expect(getColumn(table, 'column_15')).toMatchObject({ levels: ['<=50K.', '>50K.'] });
      expect(countMissing(getColumn(table, 'column_2'))).toBe(963);
    },
  );
});
