import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { isNumeric } from '@kaizenml/ml/table';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type App, openApp } from '../app.ts';
import { type TempHome, tempHome } from '../testing/index.ts';
import { getVersion, loadVersion } from './index.ts';

let temp: TempHome;
let app: App;

beforeEach(async () => {
  temp = await tempHome();
  app = await openApp({ home: temp.home.path });
  const path = join(temp.folder, 'ducks.csv');
  const kind = (i: number) => (i % 100 === 0 ? '' : i % 10 < 7 ? 'mallard' : 'teal');
  const rows = Array.from({ length: 1000 }, (_, i) => `${i / 8},${kind(i)}\n`);
  await writeFile(path, `size,kind\n${rows.join('')}`);
  await app.handlers.datasets.add({ path });
});

afterEach(async () => {
  await app.close();
  await temp[Symbol.asyncDispose]();
});

/** How often each place of the source and each kind occurs in a version. */
async function countsOf(name: string) {
  const table = await loadVersion(app, await getVersion(app.store.datasets, name));
  const [size, kind] = table.columns;
  const kinds: Record<string, number> = {};
  if (kind === undefined || isNumeric(kind)) throw new Error('kind is text');
  for (const code of kind.codes) {
    const level = kind.levels[code] ?? 'none';
    kinds[level] = (kinds[level] ?? 0) + 1;
  }
  if (size === undefined || !isNumeric(size)) throw new Error('size is a number');
  return { sizes: [...size.values], kinds };
}

it('draws rows of the source once each, in their order, and the same ones again', async () => {
  const sample = (seed: number, to: string) =>
    app.handlers.datasets.sample({ name: 'ducks', rows: 50, seed, to });
  expect(await sample(1, 'a')).toMatchObject({ from: 'ducks@1', nRows: 50, rest: null });
  await sample(1, 'b');
  await sample(2, 'c');
  const [a, b, c] = [await countsOf('a'), await countsOf('b'), await countsOf('c')];
  expect(a.sizes).toEqual([...new Set(a.sizes)].sort((x, y) => x - y));
  expect(b).toEqual(a);
  expect(c.sizes).not.toEqual(a.sizes);
  expect(await sample(1, 'a')).toMatchObject({ isNew: false });
});

it('keeps shares to the row', async () => {
  const { sample } = app.handlers.datasets;
  await sample({ name: 'ducks', share: 0.1, by: 'kind', seed: 1 });
  expect((await countsOf('ducks-sample')).kinds).toEqual({ none: 1, mallard: 69, teal: 30 });
});

it('sets the other rows aside', async () => {
  const { sample, show } = app.handlers.datasets;
  const made = await sample({ name: 'ducks', share: 0.8, seed: 3, to: 'train', rest: 'test' });
  expect(made).toMatchObject({ name: 'train', nRows: 800, rest: 'test@1' });
  const [train, test] = [await countsOf('train'), await countsOf('test')];
  expect([...train.sizes, ...test.sizes].sort((a, b) => a - b)).toEqual(
    Array.from({ length: 1000 }, (_, i) => i / 8),
  );
  expect((await show({ name: 'test' })).lineage.origins).toMatchObject([
    { derivation: { command: 'datasets.sample', parameters: { part: 'rest', seed: 3 } } },
    { title: 'ducks@1' },
  ]);
});

it('refuses what cannot be drawn', async () => {
  const refused = (more: object) =>
    expect(app.handlers.datasets.sample({ name: 'ducks', seed: 1, ...more })).rejects;
  await refused({}).toMatchObject({ code: 'ARGUMENT_INVALID' });
  await refused({ rows: 5, share: 0.5 }).toMatchObject({ code: 'ARGUMENT_INVALID' });
  await refused({ share: 1, rest: 'a' }).toMatchObject({ code: 'ARGUMENT_INVALID' });
  await refused({ share: 0.5, to: 'a', rest: 'a' }).toMatchObject({ code: 'ARGUMENT_INVALID' });
  await refused({ rows: 1001 }).toMatchObject({ code: 'ARGUMENT_INVALID' });
  await refused({ rows: 5, by: 'kint' }).toMatchObject({
    code: 'COLUMN_UNKNOWN',
    hint: 'Did you mean "kind"?',
  });
});
