import { readdir, rm, statfs, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { asId, type ExperimentName } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { openFileArtifacts } from '../../packages/platform/src/artifacts/index.ts';
import {
  ensureDatasetVersion,
  keepVersion,
  loadVersion,
} from '../../packages/platform/src/datasets/index.ts';
import { openHome, writeFileAtomic } from '../../packages/platform/src/kit/index.ts';
import {
  compactCapture,
  type LoggedRequest,
  openFileLog,
} from '../../packages/platform/src/predictions/index.ts';
import { openSqliteStore } from '../../packages/platform/src/storage/index.ts';
import { mayMount, mountSmallDisk } from './tmpfs.ts';

const isAllowed = mayMount();
const why = isAllowed ? '' : ' (skipped: this process may not mount a small disk)';
const ONE_MB = new Uint8Array(1 << 20);

function diskOf(size: string) {
  const disk = mountSmallDisk(size);
  if (disk === undefined) throw new Error('mounting was allowed a moment ago');
  return disk;
}

const startRun = (name: string) => ({
  experiment: asId<ExperimentName>('e'),
  name,
  params: { filler: 'x'.repeat(20_000) },
  pid: process.pid,
});

const request = (number: number): LoggedRequest => ({
  requestId: `r${number}`,
  at: '2026-01-02T03:04:05.678Z',
  endpoint: 'e',
  version: 1,
  rows: [{ filler: 'x'.repeat(50_000) }],
  predictions: [],
  latencyMs: 1,
});

describe(`a full disk${why}`, () => {
  it.skipIf(!isAllowed)('keeps the old file and removes the half one', async () => {
    using disk = diskOf('1m');
    const path = join(disk.path, 'out.csv');
    await writeFileAtomic(path, 'old');
    await expect(writeFileAtomic(path, ONE_MB)).rejects.toMatchObject({
      code: 'DISK_FULL',
      message: `"${path}" could not be written because its disk is full.`,
      details: { path },
    });
    expect(await readdir(disk.path)).toEqual(['out.csv']);
  });

  it.skipIf(!isAllowed)('leaves no half artifact', async () => {
    using disk = diskOf('1m');
    const home = await openHome(join(disk.path, 'home'));
    const artifacts = openFileArtifacts(home);
    const { hash } = await artifacts.putFile('small');
    const attempts = [
      () => artifacts.putFile(ONE_MB),
      () => artifacts.putFolder({ 'manifest.json': '{}', 'weights.bin': ONE_MB }),
    ];
    for (const attempt of attempts)
      await expect(attempt()).rejects.toMatchObject({
        code: 'DISK_FULL',
        message: expect.stringMatching(/^".*" could not be written because its disk is full\.$/),
        details: { path: expect.stringContaining(home.artifactsPath) },
      });
    expect(await readdir(home.artifactsPath)).toEqual([hash]);
    expect(await readdir(home.tempPath)).toEqual([]);
    expect(await artifacts.verify(hash)).toBe(true);
  });

  it.skipIf(!isAllowed)('loses no record, and takes new ones once there is room', async () => {
    using disk = diskOf('1m');
    const home = await openHome(join(disk.path, 'home'));
    const filler = join(disk.path, 'filler');
    await writeFile(filler, new Uint8Array(200_000));
    const store = await openSqliteStore(home.databasePath);
    const acknowledged: string[] = [];
    const failure = await (async () => {
      for (let i = 0; i < 1000; i++) acknowledged.push(await store.runs.start(startRun(`${i}`)));
    })().catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({
      code: 'DISK_FULL',
      message: `"${home.databasePath}" could not be written because its disk is full.`,
      details: { path: home.databasePath },
    });
    expect(acknowledged.length).toBeGreaterThan(0);
    expect(await store.runs.count()).toBe(acknowledged.length);
    await rm(filler);
    acknowledged.push(await store.runs.start(startRun('after')));
    const { items } = await store.runs.list({}, { limit: 1000 });
    expect(items.map(({ id }) => id as string).reverse()).toEqual(acknowledged);
    await store.close();
  });

  it.skipIf(!isAllowed)('refuses predictions it cannot log, whole batches at once', async () => {
    using disk = diskOf('1m');
    const home = await openHome(join(disk.path, 'home'));
    const filler = join(disk.path, 'filler');
    await writeFile(filler, new Uint8Array(500_000));
    const log = openFileLog(home);
    const kept: string[] = [];
    const refused: unknown[] = [];
    for (let i = 0; i < 60; i += 3) {
      const batch = [request(i), request(i + 1), request(i + 2)];
      const results = await Promise.allSettled(batch.map((one) => log.append(one)));
      for (const [j, result] of results.entries())
        if (result.status === 'fulfilled') kept.push(`r${i + j}`);
        else refused.push(result.reason);
      if (i === 30) await rm(filler);
    }
    expect(refused.length).toBeGreaterThan(0);
    for (const reason of refused)
      expect(reason).toMatchObject({
        code: 'DISK_FULL',
        message: expect.stringMatching(/^".*\.jsonl" could not be written because its disk is/),
        details: { path: expect.stringContaining(home.capturePath) },
      });
    const logged = await log.newest('e', 1000);
    expect(new Set(logged.map(({ requestId }) => requestId))).toEqual(new Set(kept));
    expect(kept.some((id) => Number(id.slice(1)) > 30)).toBe(true);
    expect((await log.count('e')).nRows).toBe(kept.length);
    await log.close();
  });
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

describe(`a home that may only be read${why}`, () => {
  it.skipIf(!isAllowed)('is said to be so by everything that writes', async () => {
    using disk = diskOf('1m');
    const home = await openHome(join(disk.path, 'home'));
    await (await openSqliteStore(home.databasePath)).close();
    const { hash } = await openFileArtifacts(home).putFile('kept');
    disk.setReadOnly(true);
    const expected = (path: string) => ({
      code: 'HOME_NOT_WRITABLE',
      message: expect.stringMatching(/^".*" must be writable, got .*\.$/),
      details: { path: expect.stringContaining(path) },
    });
    await expect(openHome(home.path)).rejects.toMatchObject(expected(home.path));
    await expect(openHome(join(disk.path, 'other'))).rejects.toMatchObject(expected('other'));
    await expect(openSqliteStore(home.databasePath)).rejects.toMatchObject(
      expected(home.databasePath),
    );
    const artifacts = openFileArtifacts(home);
    await expect(artifacts.putFile('x')).rejects.toMatchObject(expected(home.artifactsPath));
    await expect(openFileLog(home).append(request(1))).rejects.toMatchObject(
      expected(home.capturePath),
    );
    expect(Buffer.from(await artifacts.read(hash)).toString()).toBe('kept');
  });
});
