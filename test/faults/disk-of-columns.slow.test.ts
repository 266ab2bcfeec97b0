import { readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openFileArtifacts } from '../../packages/platform/src/artifacts/index.ts';
import {
  ensureDatasetVersion,
  keepVersion,
  loadVersion,
} from '../../packages/platform/src/datasets/index.ts';
import { openHome } from '../../packages/platform/src/kit/index.ts';
import {
  compactCapture,
  type LoggedRequest,
  openFileLog,
} from '../../packages/platform/src/predictions/index.ts';
import { openSqliteStore } from '../../packages/platform/src/storage/index.ts';
import { mayMount, mountSmallDisk } from './tmpfs.ts';

const isAllowed = mayMount();
const why = isAllowed ? '' : ' (skipped: this process may not mount a small disk)';

function diskOf(size: string) {
  const disk = mountSmallDisk(size);
  if (disk === undefined) throw new Error('mounting was allowed a moment ago');
  return disk;
}

const request = (number: number): LoggedRequest => ({
  requestId: `r${number}`,
  at: '2026-01-02T03:04:05.678Z',
  endpoint: 'e',
  version: 1,
  rows: [{ filler: 'x'.repeat(50_000) }],
  predictions: [],
  latencyMs: 1,
});

describe(`a disk that fills while columns are made of logged requests${why}`, () => {
  it.skipIf(!isAllowed)('keeps the lines, and makes columns once there is room', async () => {
    using disk = diskOf('1m');
    const home = await openHome(join(disk.path, 'home'));
    const log = openFileLog(home);
    const noise = (i: number) => Math.imul(i, 0x9e3779b1) >>> 0;
    const requests = Array.from({ length: 300 }, (_, i) => ({
      ...request(i),
      rows: [{ x: noise(i) / 7, text: `${noise(i + 1)}${noise(i + 2)}${noise(i + 3)}` }],
    }));
    for (const one of requests) await log.append(one);
    await log.close();
    const filler = join(disk.path, 'filler');
    const nFree = 4096;
    const { bavail, bsize } = await statfs(disk.path);
    await writeFile(filler, new Uint8Array(bavail * bsize - nFree));
    const folder = join(home.capturePath, 'e', '2026-01-02');
    const before = await readdir(folder);
    expect(await compactCapture(home.capturePath)).toMatchObject({ nFiles: 0, nFailed: 1 });
    expect(await readdir(folder)).toEqual(before);
    expect(await log.newest('e', 1000)).toEqual(requests.toReversed());
    await rm(filler);
    expect(await compactCapture(home.capturePath)).toMatchObject({ nFiles: 1, nFailed: 0 });
    expect(await readdir(folder)).toEqual([expect.stringMatching(/\.300\.\d+\.parquet$/)]);
    const byNumber = (one: LoggedRequest) => Number(one.requestId.slice(1));
    const newest = await log.newest('e', 1000);
    expect(newest.toSorted((a, b) => byNumber(a) - byNumber(b))).toEqual(requests);
  });
});

describe(`a disk that fills while a dataset is added${why}`, () => {
  it.skipIf(!isAllowed)('keeps every version that was there and no half one', async () => {
    using disk = diskOf('2m');
    const home = await openHome(join(disk.path, 'home'));
    const store = await openSqliteStore(home.databasePath);
    const deps = { store, artifacts: openFileArtifacts(home), home: home.path };
    const path = join(tmpdir(), `kaizen-${process.pid}-rows.csv`);
    const rows = (n: number) =>
      `id,value\n${Array.from({ length: n }, (_, i) => `${i},${Math.imul(i, 0x9e3779b1)}\n`).join('')}`;
    await writeFile(path, rows(1000));
    const { record, table } = await ensureDatasetVersion(deps, { path, name: 'kept' });
    const before = await readdir(join(home.path, 'chunks'));
    await writeFile(path, rows(150_000));
    for (const largeBytes of [1 << 30, 1 << 20])
      await expect(keepVersion(deps, { path, name: 'kept', largeBytes })).rejects.toMatchObject({
        code: 'DISK_FULL',
      });
    await rm(path);
    expect(await store.datasets.versions('kept')).toEqual([record]);
    expect(await loadVersion(deps, record)).toEqual(table);
    expect(await readdir(home.tempPath)).toEqual([]);
    expect((await readdir(join(home.path, 'chunks'))).sort()).toEqual(before.sort());
    await store.close();
  });
});
