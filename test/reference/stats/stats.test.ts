import { chiSquareCdf, chiSquareQuantile, correlation } from '@kaizenml/ml/stats';
import { isNumeric } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import { readTable } from '../../shared-table.ts';
import expected from './expected.json' with { type: 'json' };
import { PANDAS_FILES, testPandasFigures } from './pandas-figures.ts';

const SMALL = [
  'mlb_height_weight/htwtmlb.csv',
  'sklearn_toy/wine.clean.csv',
  'penguins/penguins.csv',
];

for (const file of SMALL) testPandasFigures(file);

describe.each(SMALL)('correlation in %s', (file) => {
  const path = sharedData(file);
  const absent = path === undefined ? ' (skipped: the file is not on this machine)' : '';

  it.skipIf(absent)(`of its last number with the others is that of pandas${absent}`, async () => {
    const numbers = (await readTable(path ?? '')).columns.filter(isNumeric);
    const last = numbers.at(-1);
    for (const column of numbers) {
      if (!last || !(column.name in PANDAS_FILES[file].correlation)) continue;
      const r = correlation(column.values, last.values);
      expect(r).toBeCloseTo(PANDAS_FILES[file].correlation[column.name], 12);
    }
  });
});

describe('chi-square', () => {
  it.each(expected.chiSquareQuantile)(
    'quantile $p of $df degrees agrees with scipy 1.17 to 1e-10',
    ({ p, df, value }) => {
      expect(chiSquareQuantile(p, df) / value).toBeCloseTo(1, 10);
      expect(chiSquareCdf(value, df)).toBeCloseTo(p, 11);
    },
  );
});
