import type { ChildProcess } from 'node:child_process';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { type ArtifactHash, asId } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { openApp } from '../../packages/platform/src/app.ts';
import { sweepReleased } from '../../packages/platform/src/artifacts/index.ts';
import { verifyTrail } from '../../packages/platform/src/audit/index.ts';
import { tempHome } from '../../packages/platform/src/testing/index.ts';
import { seededRandom, startWriter } from './start-writer.ts';

const N_KILLS = 5;

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

describe('kill -9 of two processes that take versions and runs away', () => {
  it(`leaves no artifact without a holder and no holder without its artifact, ${N_KILLS} times in a row`, {
    timeout: 120_000,
  }, async () => {
    await using temp = await tempHome();
    const { path } = temp.home;
    const random = seededRandom(7);
    const named = new Set<string>();
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
      for (const hash of hashes) expect([hash, there.has(hash)]).toEqual([hash, holders.has(hash)]);
      for (const hash of holders.keys()) expect(await app.artifacts.verify(hash)).toBe(true);
      expect(holders.size).toBeLessThan(hashes.length);
      expect(await readdir(join(path, 'tmp'))).toEqual([]);
      expect((await verifyTrail(app.store.audit)).problems).toEqual([]);
      await app.close();
    }
  });
});
