import { cell, getColumn } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../../test/shared-data.ts';
import { readTable } from './index.ts';

const manifest = sharedData('MANIFEST.csv');

/** Files whose shape cannot be that of the manifest, and why. */
const REASONS: Readonly<Record<string, string>> = {
  'lightgbm_examples/rank.train': 'LibSVM format',
  'lightgbm_examples/rank.test': 'LibSVM format',
  'xgboost_agaricus/agaricus.txt.train': 'LibSVM format',
  'xgboost_agaricus/agaricus.txt.test': 'LibSVM format',
  'sagemaker_churn/customer-churn.csv': 'every line is one quoted cell with a line break in it',
  'sklearn_toy/boston_house_prices.csv': 'a line with counts stands above the header',
  'sklearn_toy/breast_cancer.csv': 'a line with counts and classes stands instead of a header',
  'sklearn_toy/wine_data.csv': 'a line with counts and classes stands instead of a header',
  'sklearn_toy/diabetes_data_raw.csv': 'separated by blanks',
  'sklearn_toy/linnerud_exercise.csv': 'separated by blanks',
  'sklearn_toy/linnerud_physiological.csv': 'separated by blanks',
};

async function listed(): Promise<{ file: string; nRows: number; nColumns: number }[]> {
  if (manifest === undefined) return [];
  const { table } = await readTable(manifest);
  const [file, rows, cols] = ['file', 'rows', 'cols'].map((name) => getColumn(table, name));
  if (!file || !rows || !cols) return [];
  return Array.from({ length: table.nRows }, (_, i) => ({
    file: String(cell(file, i)),
    nRows: Number(cell(rows, i) ?? Number.NaN),
    nColumns: Number(cell(cols, i) ?? Number.NaN),
  })).filter(({ nRows, nColumns }) => nRows > 0 && nColumns > 0);
}

const files = await listed();

describe.skipIf(files.length === 0)('every table of the data folder', () => {
  it.each(files)(
    '$file has $nRows rows of $nColumns columns',
    async ({ file, nRows, nColumns }) => {
      const path = sharedData(file) ?? '';
      const shape = await readTable(path).then(
        ({ table }) => [table.nRows, table.columns.length],
        ({ code }: { code: string }) => code,
      );
      if (file in REASONS) expect(shape).not.toEqual([nRows, nColumns]);
      else expect(shape).toEqual([nRows, nColumns]);
    },
  );
});
