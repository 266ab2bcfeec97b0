import type { ChildProcess } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ArtifactHash, asId, type ExperimentName } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { openApp } from '../../packages/platform/src/app.ts';
import { openFileArtifacts, sweepReleased } from '../../packages/platform/src/artifacts/index.ts';
import { verifyTrail } from '../../packages/platform/src/audit/index.ts';
import { tempHome } from '../../packages/platform/src/testing/index.ts';
import { seededRandom, startWriter } from './start-writer.ts';

const N_KILLS = 5;
/** What both writers put, by content, and its hashes. */
const SHARED_TEXTS = [0, 1, 2].map((i) => `shared ${i}`);

/** Resolves once a process has printed so many lines. */
async function written({ stdout }: ChildProcess, nLines: number): Promise<void> {
  let n = 0;
  await new Promise<void>((resolve) => {
    stdout?.on('data', (text: string) => {
      n += text.split('\n').length - 1;
      if (n >= nLines) resolve();
    });
  });
}

async function hashesOf(texts: readonly string[]): Promise<readonly ArtifactHash[]> {
  await using temp = await tempHome();
  const artifacts = openFileArtifacts(temp.home);
  return (await Promise.all(texts.map((text) => artifacts.putFile(text)))).map(({ hash }) => hash);
}

describe('kill -9 of two processes that take versions and runs away', () => {
  it(`leaves no artifact without a holder and no holder without its artifact, ${N_KILLS} times in a row`, {
    timeout: 120_000,
  }, async () => {
    await using temp = await tempHome();
    const { path } = temp.home;
    const random = seededRandom(7);
    const named = new Set<string>();
    const shared = await hashesOf(SHARED_TEXTS);
    for (let kill = 0; kill < N_KILLS; kill++) {
      const writers = ['first', 'second'].map((name) =>
        startWriter('release-artifacts', path, name),
      );
      for (const { child } of writers) await written(child, 10 + Math.floor(8 * random()));
      for (const { child } of writers) {
        await sleep(100 * random());
        child.kill('SIGKILL');
      }
      for (const { lines } of writers) for (const hash of await lines) named.add(hash);
      const app = await openApp({ home: path });
      const released = app.store.releasedArtifacts;
      await sweepReleased({ released, artifacts: app.artifacts });
      expect(await released.marked()).toEqual([]);
      const hashes = [...named].map((hash) => asId<ArtifactHash>(hash));
      const holders = await released.holdersOf(hashes);
      const there = new Set(await readdir(join(path, 'artifacts')));
      for (const hash of holders.keys()) expect(there.has(hash)).toBe(true);
      const stay = hashes.filter((hash) => there.has(hash) && !holders.has(hash));
      // Content that both put again and again may have been put by a process that was killed before it named it: the next to let go of it takes it away.
      for (const hash of stay) expect(shared).toContain(hash);
      for (const hash of holders.keys()) expect(await app.artifacts.verify(hash)).toBe(true);
      expect(holders.size).toBeLessThan(hashes.length);
      expect(await readdir(join(path, 'tmp'))).toEqual([]);
      expect((await verifyTrail(app.store.audit)).problems).toEqual([]);
      await app.close();
    }
    const app = await openApp({ home: path });
    for (const name of ['first', 'second'])
      await app.handlers.models.retain({ name, keepLast: 1, withRuns: true, dryRun: false });
    const { runs } = app.store;
    const experiment = asId<ExperimentName>('last');
    const last = await runs.start({ experiment, name: 'last', params: {}, pid: process.pid });
    for (const text of SHARED_TEXTS) {
      const { hash } = await app.artifacts.putFile(text);
      await runs.addArtifact(last, { name: text, hash, sizeBytes: 1 });
    }
    await runs.finish(last, { status: 'finished' });
    await app.handlers.runs.delete({ id: last });
    await app.handlers.runs.purge({ id: last, dryRun: false });
    const held = await app.store.releasedArtifacts.holdersOf(shared);
    const there = new Set(await readdir(join(path, 'artifacts')));
    expect(shared.filter((hash) => there.has(hash) && !held.has(hash))).toEqual([]);
    await app.close();
  });
});
