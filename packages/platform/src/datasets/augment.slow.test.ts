import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type App, openApp } from '../app.ts';
import { type TempHome, tempHome } from '../testing/index.ts';
import { findAugmentation, getVersion } from './index.ts';

let temp: TempHome;
let app: App;

beforeAll(async () => {
  temp = await tempHome();
  app = await openApp({ home: temp.home.path });
  const path = join(temp.folder, 'ducks.csv');
  const rows = Array.from({ length: 200 }, (_, i) => {
    const kind = i % 50 === 49 ? '' : i % 8 === 0 ? 'teal' : 'mallard';
    return `d-${i}x${i % 7},${(i * 37) % 101},${['reed', 'lake', 'moor'][i % 3]},${kind}\n`;
  });
  await writeFile(path, `ring,size,home,kind\n${rows.join('')}`);
  await app.handlers.datasets.add({ path });
});

afterAll(async () => {
  await app.close();
  await temp[Symbol.asyncDispose]();
});

const augment = (input: object) =>
  app.handlers.datasets.augment({
    ...{ name: 'ducks', target: 'kind', method: 'smote', seed: 1, ...input },
  } as Parameters<App['handlers']['datasets']['augment']>[0]);

it('makes the same bytes for the same seed, and other rows for another', async () => {
  const hashOf = async (seed: number, to: string) => {
    const { hash } = await augment({ seed, to });
    return [hash, (await app.handlers.datasets.show({ name: to })).raw?.sha256];
  };
  const first = await hashOf(3, 'first');
  expect(await hashOf(3, 'second')).toEqual(first);
  expect((await hashOf(4, 'third'))[0]).not.toBe(first[0]);
  expect(await augment({ seed: 3, to: 'first' })).toMatchObject({ isNew: false, version: 1 });
});

it('is known of what was made of it, and of its file under another name', async () => {
  await augment({ seed: 5, to: 'grown', mark: 'made' });
  const { sample, restore, add } = app.handlers.datasets;
  await sample({ name: 'grown', share: 0.5, seed: 1, to: 'half' });
  const out = join(temp.folder, 'elsewhere.parquet');
  await restore({ name: 'grown', out });
  await add({ path: out });
  const found = async (name: string) =>
    await findAugmentation(app, await getVersion(app.store.datasets, name));
  expect(await found('ducks')).toEqual({ findings: [], marks: [] });
  for (const name of ['grown', 'half', 'elsewhere'])
    expect(await found(name)).toMatchObject({
      marks: ['made'],
      findings: [
        {
          code: 'ROWS_AUGMENTED',
          message: `"${name}@1" has rows that were made of rows of "ducks@1", by \`smote\`: tested on them, or on rows that they were made of, a model looks better than it is. Column "made" tells which; no model may use it.`,
          details: { from: 'ducks@1', method: 'smote', mark: 'made' },
        },
      ],
    });
});

it('is found by a check of the version, which leaves the mark out', async () => {
  await augment({ seed: 6, to: 'checked', mark: 'made' });
  const { findings } = await app.handlers.datasets.check({
    ...{ source: 'checked', target: 'kind', ignore: [], strict: false, seed: 1 },
  });
  expect(findings.filter(({ code }) => code === 'ROWS_AUGMENTED')).toHaveLength(1);
  expect(findings.filter(({ column }) => column === 'made')).toEqual([]);
});
