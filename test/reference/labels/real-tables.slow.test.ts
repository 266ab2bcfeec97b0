import { checkTrust, inferTask } from '@kaizenml/ml/guardrails';
import { seededRandom } from '@kaizenml/ml/math';
import { getColumn, type NumericColumn, type Table } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import { readTable } from '../../shared-table.ts';

/** Tables, their targets, and what is known to be odd about them. */
const TABLES: readonly (readonly [
  file: string,
  target: string,
  known: readonly string[],
  column?: string,
])[] = [
  ['adult/adults.parquet', 'class', ['SENTINEL_VALUE capital-gain'], 'age'],
  [
    'titanic/kaggle_train.csv',
    'Survived',
    ['MISSING_NOT_AT_RANDOM Cabin', 'PERSONAL_DATA Name'],
    'Age',
  ],
  ['penguins/penguins.csv', 'species', [], 'body_mass_g'],
  ['california_housing/housing.csv', 'median_house_value', [], 'median_income'],
  ['wine_quality/wine-quality.csv', 'quality', [], 'pH'],
  ['bike_sharing/day.csv', 'cnt', [], 'hum'],
  ['sklearn_toy/breast_cancer.clean.csv', 'target', [], 'mean radius'],
  ['nyc_taxi/seaborn_taxis.csv', 'total', []],
  ['elec2/elec.csv', 'class', []],
  ['drift_streams/sea_stream.csv', 'class', ['LABELS_NOISY class']],
];

const check = (table: Table, target: string) => {
  const { task } = inferTask(getColumn(table, target));
  return checkTrust(table, { target, task, random: seededRandom(1) }).map(
    ({ code, column }) => `${code} ${column}`,
  );
};

const withColumn = (
  table: Table,
  name: string,
  change: (value: number, i: number) => number,
): Table => ({
  ...table,
  columns: table.columns.map((column) => {
    if (column.name !== name) return column;
    const { values } = column as NumericColumn;
    return { name, kind: 'number', values: values.map(change) };
  }),
});

describe.each(TABLES.map((row) => [row[0], row] as const))(
  '%s',
  (file, [, target, known, column]) => {
    const path = sharedData(file);

    it.skipIf(path === undefined)('has the flaws that are known and no others', async () => {
      expect(check(await readTable(path ?? ''), target).sort()).toEqual([...known].sort());
    });

    it.skipIf(path === undefined || column === undefined)(
      'shows faults that are planted',
      async () => {
        const table = await readTable(path ?? '');
        const name = column ?? '';
        const random = seededRandom(3);
        const some = () => random.next() < 0.06;
        const plant = (change: (value: number, i: number) => number) =>
          check(withColumn(table, name, change), target);
        expect(plant((value) => (some() ? -999 : value))).toContain(`SENTINEL_VALUE ${name}`);
        expect(plant((value) => (some() ? 1000 * value : value))).toContain(`UNITS_MIXED ${name}`);
        expect(plant((value, i) => (i > 0.7 * table.nRows ? 1000 * value : value))).toContain(
          `UNITS_MIXED ${name}`,
        );
      },
    );
  },
);
