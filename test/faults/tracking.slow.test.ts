import { DatabaseSync } from 'node:sqlite';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import { openSqliteStore } from '../../packages/platform/src/storage/index.ts';
import { tempHome } from '../../packages/platform/src/testing/index.ts';
import { seededRandom, startWriter, type Writer } from './start-writer.ts';

const N_KILLS = 4;
const LONGEST_WAIT_MS = 600;

interface Acknowledged {
  readonly id: string;
  readonly i: number;
}

async function killed(writers: readonly Writer[], waitMs: number): Promise<Acknowledged[]> {
  await Promise.all(
    writers.map(({ child }) => new Promise((resolve) => child.stdout?.once('data', resolve))),
  );
  await sleep(waitMs);
  for (const { child } of writers) child.kill('SIGKILL');
  const lines = await Promise.all(writers.map((writer) => writer.lines));
  return lines.flat().map((line) => JSON.parse(line) as Acknowledged);
}

describe('kill -9 of two processes that log to one home', () => {
  it('loses nothing acknowledged, holds nothing twice and no batch in half', async () => {
    await using temp = await tempHome();
    const random = seededRandom(7);
    const last = new Map<string, number>();
    for (let kill = 0; kill < N_KILLS; kill++) {
      const writers = [0, 1].map((of) => startWriter('log-runs', temp.home.path, `${kill}-${of}`));
      for (const { id, i } of await killed(writers, random() * LONGEST_WAIT_MS)) last.set(id, i);
    }
    const store = await openSqliteStore(temp.home.databasePath);
    for (const [id, i] of last) {
      const run = await store.tracking.runs.find(id);
      const nBatches = Object.keys(run?.params ?? {}).length;
      // The batch that was under way may have been kept; its caller was not told.
      expect([i + 1, i + 2]).toContain(nBatches);
      const { items } = await store.tracking.metrics.history(id, 'loss', { limit: 1_000_000 });
      expect(items.map(({ step }) => step)).toEqual(
        Array.from({ length: 100 * nBatches }, (_, step) => step),
      );
    }
    await store.close();
    expect(Math.max(...last.values())).toBeGreaterThan(5);
    const database = new DatabaseSync(temp.home.databasePath);
    expect({ ...database.prepare('pragma integrity_check').get() }).toEqual({
      integrity_check: 'ok',
    });
    database.close();
  });
});
