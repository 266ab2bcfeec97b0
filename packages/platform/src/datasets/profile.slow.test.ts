import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { openFileArtifacts } from '../artifacts/index.ts';
import { openSqliteStore, type Store } from '../storage/index.ts';
import { type TempHome, tempHome } from '../testing/index.ts';
import { addDataset, profileDataset } from './index.ts';

let temp: TempHome;
let store: Store;
let path = '';
let profile: ReturnType<typeof profileDataset>;

beforeEach(async () => {
  temp = await tempHome();
  store = await openSqliteStore(temp.home.databasePath);
  const deps = { store, artifacts: openFileArtifacts(temp.home), home: temp.home.path };
  path = join(temp.folder, 'ducks.csv');
  await writeFile(path, 'name,weight\nmallard,1.1\neider,?\nmallard,1.2\n');
  profile = profileDataset({ ...deps, renderPage: async ({ name }) => `<p>${name}</p>` });
  await addDataset(deps)({ path, name: 'ducks' });
});

afterEach(async () => {
  await store.close();
  await temp[Symbol.asyncDispose]();
});

describe('profileDataset', () => {
  it('opens no path for another machine, whatever the name looks like', async () => {
    for (const name of [path, './ducks.csv', '../ducks.csv'])
      expect(await rejectionOf(profile({ name }))).toMatchObject({ code: 'DATASET_NOT_FOUND' });
    expect(await rejectionOf(profile({ name: 'ducks', against: path }))).toMatchObject({
      code: 'DATASET_NOT_FOUND',
    });
  });

  it('opens a file for who sits at the machine, says its stages, and leaves nothing behind', async () => {
    const stages: string[] = [];
    const machine = { inputs: {}, stage: (name: string) => void stages.push(name) };
    const { name, source, statistics } = await profile({ name: path, against: 'ducks' }, machine);
    expect({ name, source }).toEqual({ name: path, source: 'ducks.csv' });
    expect(statistics.columns[1]).toMatchObject({ nMissing: 1, number: { mean: 1.15 } });
    expect(stages).toContain(`Reading ${path}`);
    expect(await readdir(temp.home.tempPath)).toEqual([]);
  });

  it('gives a file and the version that was read from it the same figures', async () => {
    const file = await profile({ name: path }, { inputs: {} });
    const version = await profile({ name: 'ducks' });
    expect(version.statistics).toEqual(file.statistics);
    expect(version.findings).toMatchObject([{ code: 'ROWS_FEW' }]);
  });

  it('keeps the statistics of a version', async () => {
    const before = await profile({ name: 'ducks@1', target: 'weight' });
    const nArtifacts = (await readdir(temp.home.artifactsPath)).length;
    expect(await profile({ name: 'ducks', target: 'weight' })).toEqual(before);
    expect((await readdir(temp.home.artifactsPath)).length).toBe(nArtifacts);
  });

  it('writes the page', async () => {
    const html = join(temp.folder, 'page.html');
    expect(await profile({ name: 'ducks' }, { inputs: { html } })).toMatchObject({ html });
    expect(await readFile(html, 'utf8')).toBe('<p>ducks@1</p>');
    const absent = join(temp.folder, 'no', 'page.html');
    expect(
      await rejectionOf(profile({ name: 'ducks' }, { inputs: { html: absent } })),
    ).toMatchObject({ code: 'FILE_NOT_WRITABLE' });
    expect(existsSync(absent)).toBe(false);
  });

  it('refuses a target that is no column, with the one that is near', async () => {
    expect(await rejectionOf(profile({ name: 'ducks', target: 'wieght' }))).toMatchObject({
      code: 'COLUMN_UNKNOWN',
      hint: 'Did you mean "weight"?',
    });
  });

  it('names a file that is absent, or a dataset that is near', async () => {
    const machine = { inputs: {} };
    const absent = join(temp.folder, 'duks.csv');
    expect(await rejectionOf(profile({ name: absent }, machine))).toMatchObject({
      code: 'FILE_NOT_FOUND',
    });
    expect(await rejectionOf(profile({ name: 'duks' }, machine))).toMatchObject({
      code: 'DATASET_NOT_FOUND',
      hint: 'Did you mean "ducks"?',
    });
  });
});
