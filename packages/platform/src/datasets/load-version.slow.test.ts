import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Column, encodeText, makeTable } from '@kaizenml/ml/table';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadParquet } from './load-version.ts';
import { writeParquet } from './write-parquet.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-parquet-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

async function roundTrip(columns: readonly Column[]): Promise<readonly Column[]> {
  const path = join(folder, 'x.parquet');
  await writeParquet(path, makeTable(columns));
  const shape = columns.map(({ name, kind }) => ({ name, kind }));
  return (await loadParquet(path, shape)).columns;
}

/** A column of `n` rows of any kind and any value. */
function anyColumn(n: number): fc.Arbitrary<Column> {
  const list = <T>(item: fc.Arbitrary<T>) => fc.array(item, { minLength: n, maxLength: n });
  const missing = fc.constant(Number.NaN);
  const number = fc.oneof({ arbitrary: fc.double(), weight: 5 }, { arbitrary: missing, weight: 1 });
  const instant = fc.oneof(fc.integer({ min: -1e13, max: 1e13 }), missing);
  const text = fc.option(fc.string({ unit: 'grapheme', maxLength: 5 }), { freq: 4 });
  const name = 'x';
  return fc.oneof(
    list(number).map(
      (values): Column => ({ name, kind: 'number', values: Float64Array.from(values) }),
    ),
    list(instant).map(
      (values): Column => ({ name, kind: 'date', values: Float64Array.from(values) }),
    ),
    fc
      .tuple(fc.constantFrom('boolean', 'category', 'text', 'id'), list(text))
      .map(([kind, values]) => encodeText(name, kind, values)),
  );
}

const anyColumns = fc
  .tuple(fc.integer({ min: 0, max: 20 }), fc.integer({ min: 1, max: 5 }))
  .chain(([n, width]) => fc.array(anyColumn(n), { minLength: width, maxLength: width }))
  .map((columns) => columns.map((column, j): Column => ({ ...column, name: `Name ${j}` })));

describe('a table that was written as Parquet', () => {
  it('comes back with the same kinds, levels and bits', async () => {
    await fc.assert(
      fc.asyncProperty(anyColumns, async (columns) => {
        expect(await roundTrip(columns)).toEqual(columns);
      }),
      { numRuns: 40, seed: 6 },
    );
  });

  it('keeps names that differ in case only, and odd ones', async () => {
    const columns = ['a', 'A', 'a_1', 'x"y', 'Größe, cm', '名前', ' '].map(
      (name): Column => ({
        name,
        kind: 'number',
        values: Float64Array.of(1),
      }),
    );
    expect(await roundTrip(columns)).toEqual(columns);
  });

  it('keeps every row in its place over many chunks, with few and with many levels', async () => {
    const n = 100_000;
    const columns: Column[] = [
      { name: 'i', kind: 'number', values: Float64Array.from({ length: n }, (_, i) => i) },
      encodeText(
        'few',
        'category',
        Array.from({ length: n }, (_, i) => (i % 11 ? `l${i % 7}` : null)),
      ),
      encodeText(
        'many',
        'text',
        Array.from({ length: n }, (_, i) => (i % 13 ? `text ${(i * 7919) % 99_991}` : null)),
      ),
    ];
    expect(await roundTrip(columns)).toEqual(columns);
  });

  it('is the same file for the same table', async () => {
    const { sha256File } = await import('../kit/index.ts');
    const path = join(folder, 'x.parquet');
    const columns = [encodeText('a', 'category', ['x', null, 'y'])];
    await roundTrip(columns);
    const first = await sha256File(path);
    await roundTrip(columns);
    expect(await sha256File(path)).toBe(first);
  });
});
