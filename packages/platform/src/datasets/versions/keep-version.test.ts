import { createHash } from 'node:crypto';
import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync, type SQLOutputValue } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openFileArtifacts } from '../../artifacts/index.ts';
import { openSqliteStore, type Store } from '../../storage/index.ts';
import { olderDatabase } from '../../storage/testing/older-database.ts';
import { type TempHome, tempHome } from '../../testing/index.ts';
import {
  type DatasetDeps,
  ensureDatasetVersion,
  hashTable,
  keepVersion,
  loadVersion,
} from '../index.ts';
import { restoreRaw } from './restore-raw.ts';

let temp: TempHome;
let store: Store;
let deps: DatasetDeps;
let path = '';
const CSV = 'name,weight\r\n"mallard, wild",1.1\r\neider,?\r\nmallard,1.2\r\n';

beforeEach(async () => {
  temp = await tempHome();
  store = await openSqliteStore(temp.home.databasePath);
  deps = { store, artifacts: openFileArtifacts(temp.home), home: temp.home.path };
  path = join(temp.folder, 'ducks.csv');
  await writeFile(path, CSV);
});

afterEach(async () => {
  await store.close();
  await temp[Symbol.asyncDispose]();
});

const chunkFiles = () => readdir(join(temp.home.path, 'chunks'));
const rows = (n: number, change = -1) =>
  `id,value\n${Array.from({ length: n }, (_, i) => `${i * 3},${i === change ? -1 : i % 7}\n`).join('')}`;

describe('the bytes of a version', () => {
  it('are kept with their SHA-256 and come back as they were', async () => {
    const { record, storedBytes } = await keepVersion(deps, { path });
    expect(record.raw).toMatchObject({
      sha256: createHash('sha256').update(CSV).digest('hex'),
      sizeBytes: CSV.length,
    });
    expect(storedBytes).toBeGreaterThan(CSV.length);
    const target = join(temp.folder, 'again.csv');
    await restoreRaw(deps.artifacts.chunks, record.raw as never, target);
    expect(await readFile(target, 'utf8')).toBe(CSV);
  });

  it('cost little when little of them has changed, and only the newest table is kept', async () => {
    await writeFile(path, rows(20_000));
    const first = await keepVersion(deps, { path });
    await writeFile(path, rows(20_000, 9_000));
    const second = await keepVersion(deps, { path });
    expect(second.isNew).toBe(true);
    expect(second.storedBytes).toBeLessThan(0.02 * first.storedBytes);
    expect((await chunkFiles()).filter((name) => name.endsWith('.delta'))).toHaveLength(1);
    expect(await readdir(temp.home.artifactsPath)).toEqual([second.record.artifact]);
  });

  it('give the table again when its file has left the disk', async () => {
    const { record, table } = await ensureDatasetVersion(deps, { path });
    await rm(join(temp.home.artifactsPath, record.artifact));
    const loaded = await loadVersion(deps, record);
    expect(loaded).toEqual(table);
    expect(hashTable(loaded)).toBe(record.hash);
  });
});

describe('spans', () => {
  it('are versions of one name that do not replace each other', async () => {
    const first = await keepVersion(deps, { path, span: '2026-11-19' });
    await writeFile(path, rows(30));
    const second = await keepVersion(deps, { path, span: '2026-11-20' });
    expect((await readdir(temp.home.artifactsPath)).sort()).toEqual(
      [first.record.artifact, second.record.artifact].sort(),
    );
    await writeFile(path, CSV);
    expect(await keepVersion(deps, { path, span: '2026-11-19' })).toMatchObject({ isNew: false });
    await writeFile(path, `${CSV}late,2\r\n`);
    const late = await keepVersion(deps, { path, span: '2026-11-19' });
    expect(late.record.version).toBe(3);
    expect(await store.datasets.find('ducks@2026-11-19')).toEqual(late.record);
    expect(await store.datasets.find('ducks@2026-11-20')).toEqual(second.record);
    expect(await store.datasets.find('ducks@2026-11-21')).toBeUndefined();
  });
});

/** Puts a row into a table that may lack some of its columns. */
function putRow(
  database: DatabaseSync,
  table: string,
  row: Readonly<Record<string, SQLOutputValue>> = {},
): void {
  const known = database.prepare('select name from pragma_table_info(?)').all(table);
  const columns = known.map(({ name }) => String(name)).filter((name) => Object.hasOwn(row, name));
  database
    .prepare(`insert into ${table} (${columns}) values (${columns.map(() => '?')})`)
    .run(...columns.map((name) => row[name] ?? null));
}

describe('a home of the first program', () => {
  it('still loads its versions, and takes their bytes in when the file is added again', async () => {
    const { record, table } = await ensureDatasetVersion(deps, { path });
    await store.close();
    const database = new DatabaseSync(temp.home.databasePath);
    const dataset = database.prepare('select * from datasets').get();
    const version = database.prepare('select * from dataset_versions').get();
    database.close();
    await rm(temp.home.databasePath);
    const older = await olderDatabase(temp.home.databasePath, 1);
    putRow(older, 'datasets', dataset);
    putRow(older, 'dataset_versions', version);
    older.close();
    await rm(join(temp.home.path, 'chunks'), { recursive: true });

    store = await openSqliteStore(temp.home.databasePath);
    deps = { ...deps, store };
    const old = await store.datasets.find('ducks');
    expect(old).toEqual({ ...record, raw: undefined });
    expect(await loadVersion(deps, old as never)).toEqual(table);
    const again = await ensureDatasetVersion(deps, { path });
    expect(again).toMatchObject({ isNew: false, record: { version: 1, raw: record.raw } });
    expect((await store.datasets.find('ducks'))?.raw).toEqual(record.raw);
  });
});
