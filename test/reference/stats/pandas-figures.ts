import type { ColumnStatistics, DatasetStatistics } from '@kaizenml/contracts';
import { tableStatistics } from '@kaizenml/ml/sketches';
import { describe, expect, it } from 'vitest';
import { scanStatistics } from '../../../packages/platform/src/datasets/statistics/scan-statistics.ts';
import { sharedData } from '../../shared-data.ts';
import { readTable } from '../../shared-table.ts';
import expected from './expected.json' with { type: 'json' };

type Figures = Readonly<Record<string, number>>;

/** What pandas says of a file. */
export interface FileFigures {
  readonly nRows: number;
  readonly nDuplicateRows: number;
  readonly nMissing: Figures;
  readonly nDistinct: Figures;
  readonly describe: Readonly<Record<string, Figures>>;
  readonly printed: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly histograms: Readonly<Record<string, readonly number[]>>;
  readonly correlation: Figures;
}

export const PANDAS_FILES = expected.files as unknown as Readonly<Record<string, FileFigures>>;

/** Columns of numbers to pandas, of names to us: the number of a player, the class of a wine. */
const NAMES = ['Unnamed: 0', 'target'];

const WAYS: Readonly<Record<string, (path: string) => Promise<DatasetStatistics>>> = {
  'the table in memory': async (path) => tableStatistics(await readTable(path)),
  'a scan of the file': async (path) => (await scanStatistics({ path })).statistics,
};

/** The statistics of a file, counted in memory and by a scan, against what pandas says of it. */
export function testPandasFigures(file: string): void {
  const path = sharedData(file);
  const figures = PANDAS_FILES[file];
  const absent = path === undefined ? ' (skipped: the file is not on this machine)' : '';

  describe.each(Object.entries(WAYS))(`statistics of ${file}, by %s`, (_way, statisticsOf) => {
    it.skipIf(absent)(`are those of pandas 3.1 to the last digit${absent}`, async () => {
      const { nRows, nDuplicateRows, columns } = await statisticsOf(path ?? '');
      expect({ nRows, nDuplicateRows }).toEqual({
        nRows: figures.nRows,
        nDuplicateRows: figures.nDuplicateRows,
      });
      expect(columns).toHaveLength(Object.keys(figures.nMissing).length);
      for (const [j, name] of Object.keys(figures.nMissing).entries()) {
        const { nMissing, distinct } = columns[j];
        expect({ name, nMissing, distinct }).toEqual({
          name,
          nMissing: figures.nMissing[name],
          distinct: { count: figures.nDistinct[name], isExact: true, relativeError: 0 },
        });
        if (name in figures.describe && !NAMES.includes(name))
          expectDescribed(columns[j], name, figures);
      }
    });
  });
}

/** Counts and order statistics are the same bits; sums are the same digits as printed, and to 1e-12. */
function expectDescribed(column: ColumnStatistics, name: string, figures: FileFigures): void {
  const { number, nRows, nMissing } = column;
  const quantile = (share: number) => number?.quantiles.find((one) => one.share === share)?.value;
  const [mean, std] = [number?.mean ?? Number.NaN, number?.sd ?? Number.NaN];
  const ordered = {
    count: nRows - nMissing,
    min: number?.min,
    '25%': quantile(0.25),
    '50%': quantile(0.5),
    '75%': quantile(0.75),
    max: number?.max,
  };
  const { mean: _mean, std: _std, ...wanted } = figures.describe[name];
  expect({ name, ...ordered }).toEqual({ name, ...wanted });
  expect(number?.equalWidth?.counts).toEqual(figures.histograms[name]);
  for (const [key, value] of Object.entries({ mean, std })) {
    expect(value.toFixed(6)).toBe(figures.printed[name][key]);
    expect(value / figures.describe[name][key]).toBeCloseTo(1, 12);
  }
}
