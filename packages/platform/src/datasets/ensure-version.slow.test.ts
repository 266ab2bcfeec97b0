import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { openFileArtifacts } from '../artifacts/index.ts';
import { openSqliteStore, type Store } from '../storage/index.ts';
import { type TempHome, tempHome } from '../testing/index.ts';
import {
  addDataset,
  type DatasetDeps,
  ensureDatasetVersion,
  hashTable,
  listDatasets,
  loadVersion,
  profileDataset,
  showDataset,
  writeParquet,
} from './index.ts';

let temp: TempHome;
let store: Store;
let deps: DatasetDeps & { readonly store: Store };
let path = '';

beforeEach(async () => {
  temp = await tempHome();
  store = await openSqliteStore(temp.home.databasePath, {
    clock: { now: () => Date.UTC(2026, 0, 2) },
  });
  deps = { store, artifacts: openFileArtifacts(temp.home), home: temp.home.path };
  path = join(temp.folder, 'my ducks.csv');
  await writeFile(path, 'name,weight\nmallard,1.1\neider,?\nmallard,1.2\n');
});

afterEach(async () => {
  await store.close();
  await temp[Symbol.asyncDispose]();
});

describe('ensureDatasetVersion', () => {
  it('stores the content once, whatever the file is called and written as', async () => {
    const first = await ensureDatasetVersion(deps, { path });
    expect(first).toMatchObject({
      isNew: true,
      record: {
        name: 'my-ducks',
        version: 1,
        nRows: 3,
        source: 'my ducks.csv',
        columns: [
          { name: 'name', kind: 'category' },
          { name: 'weight', kind: 'number' },
        ],
      },
      findings: [{ code: 'MISSING_MARKERS' }],
    });
    expect(first.record.hash).toBe(hashTable(first.table));
    const parquet = join(temp.folder, 'other.parquet');
    await writeParquet(parquet, first.table);
    const second = await ensureDatasetVersion(deps, { path: parquet, name: 'my-ducks' });
    expect(second).toMatchObject({ isNew: false, record: first.record });
    expect(await readdir(temp.home.artifactsPath)).toEqual([first.record.artifact]);
  });

  it('reads a file again even when its size has not changed', async () => {
    const first = await ensureDatasetVersion(deps, { path });
    await writeFile(path, 'name,weight\nmallard,1.1\neider,?\nmallard,1.3\n');
    const second = await ensureDatasetVersion(deps, { path });
    expect(second.isNew).toBe(true);
    expect(second.record.version).toBe(2);
    expect(second.record.hash).not.toBe(first.record.hash);
  });

  it('gives back the table that was stored', async () => {
    const { record, table } = await ensureDatasetVersion(deps, { path });
    expect(await loadVersion(deps, record)).toEqual(table);
  });

  it('writes the artifact anew when it is gone', async () => {
    const { record, table } = await ensureDatasetVersion(deps, { path });
    await rm(join(temp.home.artifactsPath, record.artifact));
    const again = await ensureDatasetVersion(deps, { path });
    expect(again).toMatchObject({ isNew: false, record });
    expect(await loadVersion(deps, record)).toEqual(table);
  });

  it('leaves nothing behind when the file is no table', async () => {
    await writeFile(path, 'a,b\n1\n');
    expect(await rejectionOf(ensureDatasetVersion(deps, { path }))).toMatchObject({
      code: 'ROW_RAGGED',
      message: 'Line 2 of "my ducks.csv" must have 2 cells like the first line, got 1.',
      details: { line: 2, expected: 2, received: 1 },
    });
    expect(await readdir(temp.home.tempPath)).toEqual([]);
    expect(await readdir(temp.home.artifactsPath)).toEqual([]);
    expect((await store.datasets.list({ limit: 10 })).items).toEqual([]);
  });
});

describe('loadVersion', () => {
  it('refuses an artifact whose bytes have changed', async () => {
    const { record } = await ensureDatasetVersion(deps, { path });
    await writeFile(join(temp.home.artifactsPath, record.artifact), 'PAR1 and then nothing');
    expect(await rejectionOf(loadVersion(deps, record))).toEqual({
      code: 'ARTIFACT_DAMAGED',
      message: `Artifact "${record.artifact}" must hold what was stored, got other bytes.`,
      hint: 'Read the data file again with `kaizen datasets add`.',
      details: { hash: record.artifact },
    });
  });
});

describe('the operations on datasets', () => {
  it('add, list and show a dataset', async () => {
    const added = await addDataset(deps)({ path, name: 'ducks' });
    expect(added).toMatchObject({ name: 'ducks', version: 1, nColumns: 2, isNew: true });
    const { items } = await listDatasets(store.datasets)({ limit: 10 });
    expect(items).toEqual([
      {
        name: 'ducks',
        version: 1,
        hash: added.hash,
        nRows: 3,
        nColumns: 2,
        createdAt: '2026-01-02T00:00:00.000Z',
        source: 'my ducks.csv',
        span: null,
      },
    ]);
    expect(await showDataset(deps)({ name: 'ducks@1' })).toMatchObject({
      ...items[0],
      columns: [
        { name: 'name', kind: 'category' },
        { name: 'weight', kind: 'number' },
      ],
      versions: [{ version: 1, hash: added.hash }],
    });
  });

  it('profile what was stored', async () => {
    await addDataset(deps)({ path, name: 'ducks' });
    const { name, source, statistics, findings } = await profileDataset({
      ...deps,
      store,
      renderPage: async () => '',
    })({ name: 'ducks' });
    expect({ name, source }).toEqual({ name: 'ducks@1', source: 'my ducks.csv' });
    expect(statistics).toMatchObject({ nRows: 3, nDuplicateRows: 0 });
    expect(statistics.columns[1]).toMatchObject({
      name: 'weight',
      nMissing: 1,
      number: { mean: 1.15 },
    });
    expect(findings).toMatchObject([{ code: 'ROWS_FEW', details: { nRows: 3 } }]);
  });

  it('refuse a name that is not there with the one that is near', async () => {
    await addDataset(deps)({ path, name: 'ducks' });
    expect(await rejectionOf(showDataset(deps)({ name: 'duks' }))).toEqual({
      code: 'DATASET_NOT_FOUND',
      message: 'Dataset "duks" does not exist.',
      hint: 'Did you mean "ducks"?',
      details: { name: 'duks' },
    });
    expect(
      await rejectionOf(
        profileDataset({ ...deps, store, renderPage: async () => '' })({ name: 'ducks@7' }),
      ),
    ).toEqual({
      code: 'DATASET_NOT_FOUND',
      message: 'Dataset "ducks" has versions 1 to 1, got "ducks@7".',
      hint: 'See its versions with `kaizen datasets show ducks`.',
      details: { name: 'ducks@7', newest: 1 },
    });
  });
});
