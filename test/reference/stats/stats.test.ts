import { readFile } from 'node:fs/promises';
import { chiSquareCdf, chiSquareQuantile, correlation, profileTable } from '@kaizenml/ml/stats';
import { type Column, isNumeric, makeTable } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import { readTable } from '../../shared-table.ts';
import expected from './expected.json' with { type: 'json' };

type Described = Readonly<Record<string, number>>;
interface FileFigures {
  readonly nRows: number;
  readonly nDuplicateRows: number;
  readonly nMissing: Described;
  readonly nDistinct: Described;
  readonly describe: Readonly<Record<string, Described>>;
  readonly printed: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly histograms: Readonly<Record<string, readonly number[]>>;
  readonly correlation: Described;
}

const files = Object.entries(expected.files as unknown as Readonly<Record<string, FileFigures>>);

describe.each(files)('profile of %s', (file, figures) => {
  const path = sharedData(file);
  const absent = path === undefined ? ' (skipped: the file is not on this machine)' : '';

  it.skipIf(absent)(`prints the figures of pandas 3.1 describe${absent}`, async () => {
    const profile = profileTable(await readTable(path ?? ''));
    for (const [name, want] of Object.entries(figures.printed)) {
      const column = profile.columns.find((c) => c.name === nameHere(name));
      if (column?.kind !== 'number') continue;
      const { mean, sd, min, max, quantiles } = column;
      const figuresHere = [mean, sd, min, quantiles?.p25, quantiles?.p50, quantiles?.p75, max];
      const wanted = ['mean', 'std', 'min', '25%', '50%', '75%', 'max'].map((key) => want[key]);
      expect(figuresHere.map((x) => Number(x).toFixed(6))).toEqual(wanted);
      expect(column.histogram?.counts).toEqual(figures.histograms[name]);
    }
  });

  it.skipIf(absent)(`counts rows, duplicates, missing and distinct values${absent}`, async () => {
    const profile = profileTable(await readTable(path ?? ''));
    expect(profile.nRows).toBe(figures.nRows);
    expect(profile.nDuplicateRows).toBe(figures.nDuplicateRows);
    for (const [name, nMissing] of Object.entries(figures.nMissing)) {
      const column = profile.columns.find((c) => c.name === nameHere(name));
      expect(column).toMatchObject({ nMissing, nDistinct: figures.nDistinct[name] });
    }
  });

  it.skipIf(absent)(
    `correlates its last number with the others as pandas does${absent}`,
    async () => {
      const table = await readTable(path ?? '');
      const numbers = table.columns.filter(isNumeric);
      const last = numbers.at(-1);
      for (const column of numbers) {
        if (!last || !(column.name in figures.correlation)) continue;
        const r = correlation(column.values, last.values);
        expect(r).toBeCloseTo(figures.correlation[column.name], 12);
      }
    },
  );
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

describe('profileTable', () => {
  it('reads the figures from the script beside it', async () => {
    const script = await readFile(new URL('./generate.py', import.meta.url), 'utf8');
    expect(script).toContain('frame.describe()');
  });

  it('profiles 50 000 rows of 15 columns in under a second', () => {
    const table = makeTable(Array.from({ length: 15 }, (_, j) => column(j, 50_000)));
    const start = performance.now();
    expect(profileTable(table).nRows).toBe(50_000);
    expect(performance.now() - start).toBeLessThan(1000);
  });
});

/** pandas names the first column of this file after its empty header. */
function nameHere(name: string): string {
  return name === 'Unnamed: 0' ? 'column0' : name;
}

function column(j: number, nRows: number): Column {
  const name = `c${j}`;
  if (j % 3 > 0) {
    const values = Float64Array.from({ length: nRows }, (_, i) => Math.sin(i * (j + 1)) * 1000);
    return { name, kind: 'number', values };
  }
  const codes = Int32Array.from({ length: nRows }, (_, i) => (i * (j + 7)) % 23);
  return { name, kind: 'category', codes, levels: Array.from({ length: 23 }, (_, k) => `v${k}`) };
}
