import type { ColumnStatistics } from '@kaizenml/contracts';
import { addRows, emptyTable, finishTable, tableStatistics } from '@kaizenml/ml/sketches';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../../../test/shared-data.ts';
import { readTable } from '../read-table.ts';
import { scanStatistics } from './scan-statistics.ts';

const FILES = [
  'adult/adults.parquet',
  'mlb_height_weight/htwtmlb.csv',
  'penguins/penguins.csv',
  'titanic/seaborn_titanic.csv',
  'youtube_spam/Youtube01-Psy.csv',
];

/** Sums in another order differ in their last bits; what sketches estimate is checked by its error. */
function exactParts({ number, text, values: _, ...column }: ColumnStatistics) {
  const { kind, nRows, nMissing } = column;
  return {
    ...{ name: column.name, kind, nRows, nMissing },
    text: text && { ...text, nPadded: 0, meanLength: text.meanLength.toPrecision(10) },
    number: number && {
      ...{ min: number.min, max: number.max, nZeros: number.nZeros, isInteger: number.isInteger },
      mean: number.mean?.toPrecision(10),
      sd: number.sd?.toPrecision(10),
    },
  };
}

describe.each(FILES)('statistics of %s', (file) => {
  const path = sharedData(file);
  const absent = path === undefined ? ' (skipped: the file is not on this machine)' : '';

  it.skipIf(absent)(`are those of its table, from a scan and from sketches${absent}`, async () => {
    const { table } = await readTable(path ?? '');
    const exact = tableStatistics(table);
    const { statistics } = await scanStatistics({ path: path ?? '' });
    const sketch = emptyTable(table.columns);
    addRows(sketch, table);
    const sketched = finishTable(sketch);
    expect(statistics.nDuplicateRows).toBe(exact.nDuplicateRows);
    for (const [j, column] of exact.columns.entries()) {
      const [scanned, estimated] = [statistics.columns[j], sketched.columns[j]];
      if (scanned === undefined || estimated === undefined) throw new Error('a column is missing');
      expect(exactParts(scanned)).toEqual(exactParts(column));
      expect({ ...scanned.distinct, top: scanned.top }).toEqual({
        ...column.distinct,
        top: column.top,
      });
      expect(scanned.number?.quantiles).toEqual(column.number?.quantiles);
      expect(exactParts(estimated)).toEqual(exactParts(column));
      const error = Math.abs(estimated.distinct.count / Math.max(1, column.distinct.count) - 1);
      expect(error).toBeLessThanOrEqual(4 * estimated.distinct.relativeError);
    }
  });
});
