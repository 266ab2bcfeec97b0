import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openHome } from '../../packages/platform/src/kit/index.ts';
import { compactCapture, openFileLog } from '../../packages/platform/src/predictions/index.ts';
import { tempHome } from '../../packages/platform/src/testing/index.ts';
import { seededRandom, startWriter, type Writer } from './start-writer.ts';

const N_KILLS = 6;
const DAY = '2026-01-02';
const LONGEST_WAIT_MS = 120_000;

/** Resolves once a script has said something, or has ended. */
async function hasSpoken({ child, code }: Writer): Promise<void> {
  await Promise.race([new Promise((resolve) => child.stdout?.once('data', resolve)), code]);
}

async function kill({ child, code }: Writer): Promise<void> {
  child.kill('SIGKILL');
  expect(await code).toBeNull();
}

describe('kill -9 of a log that rolls over and of the process that makes columns of it', () => {
  it(
    `loses nothing acknowledged and tells nothing twice, ${N_KILLS} times in a row`,
    async () => {
      await using temp = await tempHome();
      const { capturePath } = await openHome(temp.home.path);
      const random = seededRandom(20260102);
      const acknowledged: string[] = [];
      for (let i = 0; i < N_KILLS; i++) {
        const writer = startWriter('log-without-end', temp.home.path, String(i), DAY);
        await hasSpoken(writer);
        const compaction = startWriter('compact-without-end', temp.home.path);
        await hasSpoken(compaction);
        await sleep(random() * 300);
        await kill(compaction);
        await kill(writer);
        for (const requestId of await writer.lines) acknowledged.push(requestId);
        const log = openFileLog(temp.home);
        const seen = new Map<string, number>();
        for await (const { requestId, rows } of log.scan('faults')) {
          seen.set(requestId, (seen.get(requestId) ?? 0) + 1);
          expect(rows).toHaveLength(2);
        }
        expect(acknowledged.filter((requestId) => !seen.has(requestId))).toEqual([]);
        expect([...seen].filter(([, count]) => count !== 1)).toEqual([]);
        expect((await log.count('faults')).nRows).toBe(2 * seen.size);
      }
      expect(acknowledged.length).toBeGreaterThan(N_KILLS * 5);
      expect(await compactCapture(capturePath)).toMatchObject({ nFailed: 0 });
      const names = await readdir(join(capturePath, 'faults', DAY));
      expect(names.filter((name) => !name.endsWith('.parquet'))).toEqual([]);
      const log = openFileLog(temp.home);
      const seen: string[] = [];
      for await (const { requestId } of log.scan('faults')) seen.push(requestId);
      expect(new Set(seen).size).toBe(seen.length);
      const told = new Set(seen);
      expect(acknowledged.filter((requestId) => !told.has(requestId))).toEqual([]);
    },
    LONGEST_WAIT_MS * 4,
  );
});

describe('readers beside a log that rolls over and becomes columns', () => {
  it(
    'see everything acknowledged before they began, once',
    async () => {
      await using temp = await tempHome();
      const writer = startWriter('log-without-end', temp.home.path, '0', DAY);
      const said: string[] = [];
      writer.child.stdout?.on('data', (text: string) => said.push(...text.split('\n')));
      await hasSpoken(writer);
      const compaction = startWriter('compact-without-end', temp.home.path);
      const log = openFileLog(temp.home);
      for (let i = 0; i < 6; i++) {
        const before = said.filter((id) => /^0-\d+$/.test(id)).slice(0, -1);
        const seen: string[] = [];
        for await (const { requestId } of log.scan('faults')) seen.push(requestId);
        const told = new Set(seen);
        expect(told.size).toBe(seen.length);
        expect(before.filter((id) => !told.has(id))).toEqual([]);
        expect((await log.count('faults')).nRows).toBeGreaterThanOrEqual(2 * before.length);
      }
      await kill(compaction);
      await kill(writer);
    },
    LONGEST_WAIT_MS * 4,
  );
});
