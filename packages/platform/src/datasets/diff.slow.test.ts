import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { openFileArtifacts } from '../artifacts/index.ts';
import { openSqliteStore, type Store } from '../storage/index.ts';
import { type TempHome, tempHome } from '../testing/index.ts';
import { type DatasetDeps, diffDataset, keepVersion } from './index.ts';

let temp: TempHome;
let store: Store;
let deps: DatasetDeps;
const machine = (out?: string) => ({ inputs: out === undefined ? {} : { out } });

beforeEach(async () => {
  temp = await tempHome();
  store = await openSqliteStore(temp.home.databasePath);
  deps = { store, artifacts: openFileArtifacts(temp.home), home: temp.home.path };
});

afterEach(async () => {
  await store.close();
  await temp[Symbol.asyncDispose]();
});

async function fileOf(name: string, text: string): Promise<string> {
  const path = join(temp.folder, name);
  await writeFile(path, text);
  return path;
}

const diffOf = (
  name: string,
  against: string,
  more: { key?: string; limit?: number; out?: string } = {},
) =>
  diffDataset(deps)(
    { name, against, limit: more.limit ?? 10, ...(more.key && { key: more.key }) },
    machine(more.out),
  );

const BEFORE = 'id,city,amount\nk1,Rome,1.5\nk2,Oslo,2.5\nk3,Bern,\nk4,Rome,4.5\n';
const AFTER = 'id,amount,region\nk4,4.5,south\nk2,9.5,north\nk3,3.5,west\nk5,5.5,east\n';

describe('the difference of two tables', () => {
  it('tells columns, figures, rows and cells, by a key that it finds', async () => {
    const path = await fileOf('t.csv', BEFORE);
    await keepVersion(deps, { path });
    await writeFile(path, AFTER);
    await keepVersion(deps, { path });
    const diff = await diffOf('t@1', 't@2');
    expect(diff.before).toEqual({ name: 't@1', nRows: 4, nColumns: 3 });
    expect(diff.isSame).toBe(false);
    expect(diff.schema).toEqual([
      { column: 'city', change: 'removed', before: 'category', after: null },
      { column: 'region', change: 'added', before: null, after: 'category' },
    ]);
    expect(diff.rows).toEqual({
      key: ['id'],
      keyIs: 'found',
      nAdded: 1,
      nRemoved: 1,
      nChanged: 2,
      nSame: 1,
      changedCells: [{ column: 'amount', count: 2 }],
      sample: [
        {
          change: 'changed',
          key: { id: 'k2' },
          cells: [{ column: 'amount', before: 2.5, after: 9.5 }],
        },
        {
          change: 'changed',
          key: { id: 'k3' },
          cells: [{ column: 'amount', before: null, after: 3.5 }],
        },
        {
          change: 'added',
          key: { id: 'k5' },
          cells: [
            { column: 'id', before: null, after: 'k5' },
            { column: 'amount', before: null, after: 5.5 },
          ],
        },
        {
          change: 'removed',
          key: { id: 'k1' },
          cells: [
            { column: 'id', before: 'k1', after: null },
            { column: 'amount', before: 1.5, after: null },
          ],
        },
      ],
    });
    const amount = diff.columns.find(({ column }) => column === 'amount');
    expect(amount).toMatchObject({
      before: { shareMissing: 0.25 },
      after: { shareMissing: 0, mean: 5.75 },
    });
  });

  it('is nothing between a table and its rows in another order', async () => {
    const [header, ...rows] = BEFORE.trimEnd().split('\n');
    const a = await fileOf('a.csv', BEFORE);
    const b = await fileOf('b.csv', `${[header, ...rows.reverse()].join('\n')}\n`);
    expect(await diffOf(a, b)).toMatchObject({
      isSame: true,
      schema: [],
      columns: [],
      rows: { nSame: 4 },
    });
  });

  it('writes every row that differs', async () => {
    const [a, b] = [await fileOf('a.csv', BEFORE), await fileOf('b.csv', AFTER)];
    const out = join(temp.folder, 'changes.csv');
    await diffOf(a, b, { out, limit: 0 });
    expect(await readFile(out, 'utf8')).toBe(
      'change,id,amount\nremoved,k1,1.5\nbefore,k2,2.5\nafter,k2,9.5\nbefore,k3,\nafter,k3,3.5\nadded,k5,5.5\n',
    );
  });

  it('refuses a key that rows share, and one that is not there', async () => {
    const [a, b] = [await fileOf('a.csv', BEFORE), await fileOf('b.csv', BEFORE)];
    expect(await rejectionOf(diffOf(a, b, { key: 'city' }))).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: 'Key "city" must name each row once, got 2 rows with "Rome" in the table before.',
    });
    expect(await rejectionOf(diffOf(a, b, { key: 'idd' }))).toMatchObject({
      code: 'COLUMN_UNKNOWN',
      hint: 'Did you mean "id"?',
    });
  });

  it('opens no file for another machine', async () => {
    const a = await fileOf('a.csv', BEFORE);
    const asked = diffDataset(deps)({ name: a, against: a, limit: 1 });
    expect(await rejectionOf(asked)).toMatchObject({ code: 'DATASET_NOT_FOUND' });
  });

  it('agrees with a comparison by brute force', async () => {
    const cell = fc.constantFrom('', 'x', 'y', 'z');
    const row = fc.tuple(fc.nat(12), cell, cell);
    const table = fc.array(row, { minLength: 1, maxLength: 14 });
    const csv = (rows: readonly (readonly unknown[])[]) =>
      `id,one,two\nk99,x,y\n${rows.map(([id, ...cells]) => `k${id},${cells.join(',')}\n`).join('')}`;
    await fc.assert(
      fc.asyncProperty(table, table, async (olds, news) => {
        const [a, b] = [await fileOf('a.csv', csv(olds)), await fileOf('b.csv', csv(news))];
        const { rows } = await diffOf(a, b, { limit: 1000 });
        const isKeyed = [olds, news].every(
          (some) => new Set(some.map(([id]) => id)).size === some.length,
        );
        expect(rows.keyIs).toBe(isKeyed ? 'found' : 'none');
        expect([rows.nAdded, rows.nRemoved, rows.nChanged]).toEqual(
          bruteForce(olds, news, isKeyed),
        );
        expect(rows.nSame + rows.nRemoved + rows.nChanged).toBe(olds.length + 1);
      }),
      { seed: 3, numRuns: 5 },
    );
  });
});

function bruteForce(
  olds: readonly (readonly unknown[])[],
  news: readonly (readonly unknown[])[],
  isKeyed: boolean,
): [nAdded: number, nRemoved: number, nChanged: number] {
  const left = news.map((row) => JSON.stringify(row));
  const gone: string[] = [];
  for (const row of olds.map((one) => JSON.stringify(one))) {
    const at = left.indexOf(row);
    if (at >= 0) left.splice(at, 1);
    else gone.push(row);
  }
  if (!isKeyed) return [left.length, gone.length, 0];
  const ids = new Set(left.map((row) => JSON.parse(row)[0]));
  const nChanged = gone.filter((row) => ids.has(JSON.parse(row)[0])).length;
  return [left.length - nChanged, gone.length - nChanged, nChanged];
}
