import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { DatasetStatistics } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { KnownKinds } from '../engine/known-kinds.ts';
import { type ScanOptions, scanStatistics } from './scan-statistics.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cells-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const N = 3000;

/** Columns that try every way of reading, 3000 rows of them. */
const COLUMNS: Readonly<Record<string, (i: number) => string | number>> = {
  key: (i) => i + 1,
  user_id: (i) => (i * 7919) % 100_003,
  measure: (i) => (i % 50 === 3 ? 'NA' : Math.sin(i) * 1000),
  money: (i) => (i % 41 === 0 ? '' : ((i * 37) % 9999) / 100).toString(),
  padded: (i) => (i % 3 === 0 ? ` ${i % 7}` : i % 7),
  twice: (i) => (i % 2 === 0 ? '1.0' : '1'),
  'late text': (i) => (i === N - 1 ? 'none of these' : i / 7),
  'late code': (i) => (i === N - 2 ? '007' : i * 1.5),
  uuid: (i) => `${(i * 2654435761).toString(16)}-${i}`,
  name: (i) => `"the ""${i % 11}"" name"`,
  marks: (i) => ['?', 'NA', 'a', 'b'][i % 4] ?? '',
  empty: () => '',
  day: (i) => new Date(Date.UTC(2020, 0, 1) + i * 60_000).toISOString().slice(0, 19),
};

function table(names: readonly string[]): string {
  const lines = Array.from({ length: N }, (_, i) => names.map((name) => COLUMNS[name]?.(i) ?? ''));
  return `${names.join(',')}\n${[...lines, lines[7] ?? []].map((row) => row.join(',')).join('\n')}\n`;
}

async function scan(
  text: string,
  { kinds, ...options }: ScanOptions & { readonly kinds?: KnownKinds },
): Promise<DatasetStatistics> {
  const path = join(folder, 'table.csv');
  await writeFile(path, text);
  return (await scanStatistics({ path, kinds }, { tempPath: folder, ...options })).statistics;
}

describe('scanning cells', () => {
  it('says what the database says, whatever it leaves to it', async () => {
    const text = table(Object.keys(COLUMNS));
    const options = { withAssociations: true };
    const byDatabase = await scan(text, { ...options, codedValues: 0 });
    expect(await scan(text, options)).toStrictEqual(byDatabase);
    expect(await scan(text, { ...options, codedValues: 500 })).toStrictEqual(byDatabase);
    expect(byDatabase.nDuplicateRows).toBe(1);
    for (const name of ['measure', 'late text', 'late code', 'padded']) {
      const { columns } = await scan(table([name]), {});
      expect(columns).toStrictEqual(byDatabase.columns.filter((column) => column.name === name));
    }
  });

  it('scans some columns alone', async () => {
    const text = table(['key', 'measure', 'uuid', 'name']);
    const columns = new Set(['measure', 'uuid']);
    const byDatabase = await scan(text, { columns, codedValues: 0 });
    expect(await scan(text, { columns })).toStrictEqual(byDatabase);
    expect(byDatabase.columns.map(({ name }) => name)).toEqual(['measure', 'uuid']);
  });

  it('counts duplicate rows that are written in two ways', async () => {
    const rows = Array.from(
      { length: 1000 },
      (_, i) => `${i % 10 ? '' : ' '}${i % 20},x${i % 2 ? '.0' : ''}`,
    );
    const text = `a,b\n${rows.join('\n')}\n1,NA\n01,?\n 1,\n`;
    const byDatabase = await scan(text, { codedValues: 0 });
    expect(await scan(text, {})).toStrictEqual(byDatabase);
  });

  it('knows kinds that were told', async () => {
    const text = table(['user_id', 'measure']);
    const kinds: KnownKinds = new Map([['user_id', 'category']]);
    const byDatabase = await scan(text, { kinds, codedValues: 0 });
    expect(await scan(text, { kinds })).toStrictEqual(byDatabase);
    expect(byDatabase.columns[0]?.kind).toBe('category');
  });
});
