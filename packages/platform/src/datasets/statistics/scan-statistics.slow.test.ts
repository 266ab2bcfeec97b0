import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ColumnStatistics, DatasetStatistics } from '@kaizenml/contracts';
import { tableStatistics } from '@kaizenml/ml/sketches';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../../test/thrown-by.ts';
import { withDuckDb } from '../engine/duck-db.ts';
import { readTable } from '../read-table.ts';
import { type ScanOptions, scanStatistics } from './scan-statistics.ts';

let folder = '';
let tempPath = '';
let expected: DatasetStatistics;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'scan-'));
  tempPath = join(folder, 'tmp');
  await mkdir(tempPath);
  const path = join(folder, 'all.csv');
  await writeFile(path, allKinds(1200));
  expected = tableStatistics((await readTable(path)).table);
});

afterAll(() => rm(folder, { recursive: true, force: true }));

/** Every kind of column: some with markers, repeated values, ties, leading zeros. */
function allKinds(nRows: number): string {
  const lines = ['id,amount,whole,code,day,at,when,sex,text'];
  for (let i = 0; i < nRows; i++) {
    const j = (i * 7919) % nRows;
    const at = new Date(Date.UTC(2020, 0, 1) + j * 3_600_000).toISOString().slice(0, 19);
    lines.push(
      [
        `k${j}x`,
        i % 17 === 0 ? 'NA' : (j * j) / 8 - 1000,
        i % 11 === 0 ? '' : (j % 400) - 200,
        String(j % 50).padStart(3, '0'),
        at.slice(0, 10),
        at.replace('T', ' '),
        `${(j % 28) + 1}/${(j % 12) + 1}/${2000 + (j % 3)}`,
        j % 2 ? 'yes' : 'no',
        `word${j % 7} and some more words of row ${j} é😀`,
      ].join(','),
    );
  }
  return `${lines.join('\n')}\n${lines[1]}\n`;
}

async function scan(name: string, options: ScanOptions = {}): Promise<DatasetStatistics> {
  const found = await scanStatistics({ path: join(folder, name) }, { tempPath, ...options });
  return found.statistics;
}

/** Sums in another order differ in their last bits. */
function rounded({ values: _, number, text, ...column }: ColumnStatistics) {
  const digits = (x: number | null | undefined) => x?.toPrecision(11);
  return {
    ...column,
    ...(number && { number: { ...number, mean: digits(number.mean), sd: digits(number.sd) } }),
    ...(text && { text: { ...text, meanLength: digits(text.meanLength) } }),
  };
}

describe('scanStatistics', () => {
  it('says of a file what tableStatistics says of its table', async () => {
    const scanned = await scan('all.csv');
    expect(scanned).toStrictEqual(expected);
    expect(scanned.columns.map(({ kind }) => kind)).toEqual([
      'id',
      'number',
      'number',
      'category',
      'date',
      'date',
      'date',
      'boolean',
      'text',
    ]);
    expect(scanned.nDuplicateRows).toBe(1);
  });

  it('says the same, all exact, where values stay in the database', async () => {
    const scanned = await scan('all.csv', { codedValues: 0, countedValues: 0 });
    const isLarge = ({ name }: ColumnStatistics) => name !== 'sex' && name !== 'when';
    expect(scanned.columns.filter(isLarge).map(rounded)).toEqual(
      expected.columns.filter(isLarge).map(rounded),
    );
    expect(scanned.nDuplicateRows).toBe(expected.nDuplicateRows);
  });

  it('estimates different values within the error it states where there are too many rows to count', async () => {
    const scanned = await scan('all.csv', { codedValues: 0, countedValues: 0, countedRows: 0 });
    for (const [j, { distinct, top }] of scanned.columns.entries()) {
      const truth = expected.columns[j]?.distinct.count ?? 0;
      if (scanned.columns[j]?.name === 'when') continue;
      expect(distinct).toMatchObject({ isExact: false, relativeError: 1.04 / 128 });
      expect(Math.abs(distinct.count / truth - 1)).toBeLessThan(4 * distinct.relativeError);
      const known = new Map(expected.columns[j]?.values?.map(({ value, count }) => [value, count]));
      for (const { value, count } of top) expect(count).toBe(known.get(value) ?? count);
    }
  });

  it('lists values that surely are the most frequent ones', async () => {
    const lines = Array.from({ length: 12_000 }, (_, i) => (i % 3 === 0 ? 'often' : `v${i}`));
    await writeFile(
      join(folder, 'often.csv'),
      `name,n\n${lines.map((text) => `${text},1`).join('\n')}`,
    );
    const { columns } = await scan('often.csv', {
      codedValues: 0,
      countedValues: 0,
      countedRows: 0,
    });
    expect(columns[0]?.top).toEqual([{ value: 'often', count: 4000, error: 0 }]);
  });

  it('tells not a number, infinity and missing apart in Parquet', async () => {
    const path = join(folder, 'special.parquet');
    await withDuckDb((connection) =>
      connection.run(
        `copy (select unnest(['1.5', null, 'nan', 'inf', '-inf', '0', '-2'])::double as x) to '${path}' (format parquet)`,
      ),
    );
    for (const options of [{}, { codedValues: 0, countedValues: 0 }]) {
      const { columns } = await scan('special.parquet', options);
      expect(columns).toMatchObject([
        {
          nMissing: 1,
          distinct: { count: 6 },
          number: { nNaN: 1, nInfinite: 2, nNegative: 2, nZeros: 1, min: -2, max: 1.5 },
        },
      ]);
    }
  });

  it('counts texts with blanks around them, and replaced bytes', async () => {
    await writeFile(join(folder, 'blanks.csv'), 'a,b\n x ,1\ny,2\nz\ufffd,3\n x,4\n');
    const { columns } = await scan('blanks.csv');
    expect(columns[0]?.text).toMatchObject({ nPadded: 2, nInvalidUtf8: 1, minLength: 1 });
  });

  it('measures associations when it is asked to, those with the target first', async () => {
    const asked = { withAssociations: true, target: 'amount' };
    const { associations = [], nAssociatedRows } = await scan('all.csv', asked);
    expect(nAssociatedRows).toBe(1201);
    expect(associations[0]).toMatchObject({ columns: ['whole', 'amount'], measure: 'pearson' });
    expect(associations.some(({ measure }) => measure === 'mutual-information')).toBe(true);
  });

  it('reads JSON lines and ARFF', async () => {
    await writeFile(join(folder, 'rows.jsonl'), '{"a":1,"b":"x"}\n{"a":2}\n');
    expect(await scan('rows.jsonl')).toMatchObject({
      nRows: 2,
      columns: [{ nMissing: 0 }, { nMissing: 1 }],
    });
  });

  it.each([
    ['ragged.csv', 'a,b\n1,2\n3\n'],
    ['empty.csv', ''],
    ['header.csv', 'a,b\n'],
    ['twice.csv', 'a,a\n1,2\n'],
    ['quote.csv', 'a,b\n"1,2\n'],
    ['broken.parquet', 'PAR1 and nothing more'],
    ['rows.json', '{"a":1}\n{"a":\n'],
    ['absent.csv', undefined],
  ])('refuses %s with the words of readTable, and leaves nothing behind', async (name, content) => {
    const path = join(folder, name);
    if (content !== undefined) await writeFile(path, content);
    const refused = await rejectionOf(scanStatistics({ path }, { tempPath }));
    expect(refused).toEqual(await rejectionOf(readTable(path)));
    expect(await readdir(tempPath)).toEqual([]);
  });

  it('stops when it is told to, and leaves nothing behind', async () => {
    const stop = new AbortController();
    const scanning = scan('all.csv', { signal: stop.signal, tell: () => stop.abort() });
    await expect(scanning).rejects.toMatchObject({ name: 'AbortError' });
    expect(await readdir(tempPath)).toEqual([]);
  });
});
