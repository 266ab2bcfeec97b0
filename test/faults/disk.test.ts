import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asId, type ExperimentName } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { openFileArtifacts } from '../../packages/platform/src/artifacts/index.ts';
import { openHome, writeFileAtomic } from '../../packages/platform/src/kit/index.ts';
import { type LoggedRequest, openFileLog } from '../../packages/platform/src/predictions/index.ts';
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
    using disk = diskOf('2m');
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

describe(`a home that may only be read${why}`, () => {
  it.skipIf(!isAllowed)('is said to be so by everything that writes', async () => {
    using disk = diskOf('4m');
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
