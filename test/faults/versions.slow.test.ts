import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openFileArtifacts } from '../../packages/platform/src/artifacts/index.ts';
import { loadVersion, restoreDataset } from '../../packages/platform/src/datasets/index.ts';
import type { DatasetVersionRecord } from '../../packages/platform/src/datasets/store.ts';
import { openHome } from '../../packages/platform/src/kit/index.ts';
import { openSqliteStore, type Store } from '../../packages/platform/src/storage/index.ts';
import { tempHome } from '../../packages/platform/src/testing/index.ts';
import { seededRandom, startWriter } from './start-writer.ts';

const N_KILLS = 5;

interface Told {
  readonly kind: 'added' | 'removing' | 'removed';
  readonly version: number;
  readonly sha256?: string;
}

interface Opened {
  readonly store: Store;
  readonly artifacts: ReturnType<typeof openFileArtifacts>;
  readonly folder: string;
}

/** Restores a version to a file and gives its SHA-256; loads its table too. */
async function shaOf({ store, artifacts, folder }: Opened, record: DatasetVersionRecord) {
  const out = join(folder, 'restored.csv');
  await restoreDataset({ store, artifacts })({ name: `${record.name}@${record.version}`, out });
  const table = await loadVersion({ store, artifacts }, record);
  expect(table.nRows).toBe(record.nRows);
  return createHash('sha256')
    .update(await readFile(out))
    .digest('hex');
}

describe('kill -9 of a process that adds and removes versions', () => {
  it(`loses no version that it acknowledged, ${N_KILLS} times in a row`, async () => {
    await using temp = await tempHome();
    const random = seededRandom(20260404);
    const told: Told[] = [];
    for (let i = 0; i < N_KILLS; i++) {
      const writer = startWriter('write-versions', temp.home.path, 'ducks');
      await new Promise((resolve) => writer.child.stdout?.once('data', resolve));
      await sleep(random() * 1500);
      writer.child.kill('SIGKILL');
      await writer.code;
      for (const line of await writer.lines) told.push(JSON.parse(line));
    }
    const home = await openHome(temp.home.path);
    const store = await openSqliteStore(home.databasePath);
    const opened = { store, artifacts: openFileArtifacts(home), folder: temp.folder };
    const touched = new Set(
      told.filter(({ kind }) => kind !== 'added').map(({ version }) => version),
    );
    const kept = new Map((await store.datasets.versions('ducks')).map((one) => [one.version, one]));
    const added = told.filter(({ kind }) => kind === 'added');
    expect(added.length).toBeGreaterThan(N_KILLS);
    for (const { version, sha256 } of added) {
      const record = kept.get(version);
      if (record === undefined) expect(touched).toContain(version);
      else expect(await shaOf(opened, record)).toBe(sha256);
    }
    for (const { version, kind } of told)
      if (kind === 'removed') expect(kept.has(version)).toBe(false);
    expect((await readdir(home.tempPath)).filter((name) => name.endsWith('.parquet'))).toEqual([]);
    await store.close();
  });
});

describe('two processes that add and remove the same content', () => {
  it('never take a chunk from each other', async () => {
    await using temp = await tempHome();
    const writers = ['ducks', 'geese'].map((name) =>
      startWriter('write-versions', temp.home.path, name, '9'),
    );
    expect(await Promise.all(writers.map(({ code }) => code))).toEqual([0, 0]);
    const store = await openSqliteStore(temp.home.databasePath);
    const opened = { store, artifacts: openFileArtifacts(temp.home), folder: temp.folder };
    for (const name of ['ducks', 'geese']) {
      const versions = await store.datasets.versions(name);
      expect(versions.length).toBe(6);
      for (const record of versions) expect(await shaOf(opened, record)).toBe(record.raw?.sha256);
    }
    await store.close();
  });
});
