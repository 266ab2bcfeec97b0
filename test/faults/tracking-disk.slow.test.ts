import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { openHome } from '../../packages/platform/src/kit/index.ts';
import { openSqliteStore, type Store } from '../../packages/platform/src/storage/index.ts';
import { mayMount, mountSmallDisk } from './tmpfs.ts';

const isAllowed = mayMount();
const why = isAllowed ? '' : ' (skipped: this process may not mount a small disk)';
const N_CALLERS = 8;
const N_BATCHES = 400;

/** Steps whose batches were acknowledged, and what the others were told. */
interface Logged {
  readonly kept: number[];
  readonly failures: unknown[];
}

const batch = (step: number) => ({
  metrics: ['loss', 'auc'].map((key) => ({ key, value: step, atMs: step, step })),
  params: { [`note-${step}`]: 'x'.repeat(20_000) },
});

/** Logs from one caller until it is refused; what comes after would not fit either. */
async function logUntilRefused({ tracking }: Store, id: string): Promise<Logged> {
  const kept: number[] = [];
  for (let step = 0; step < N_BATCHES; step++)
    try {
      await tracking.runs.log(id, batch(step));
      kept.push(step);
    } catch (thrown) {
      return { kept, failures: [thrown] };
    }
  return { kept, failures: [] };
}

/** Steps of the points and the params that a run has. */
async function stepsOf({ tracking }: Store, id: string) {
  const { items } = await tracking.metrics.history(id, 'loss', { limit: 2 * N_BATCHES });
  const params = Object.keys((await tracking.runs.find(id))?.params ?? {});
  return {
    points: items.map(({ step }) => step),
    params: params.map((name) => Number(name.slice('note-'.length))).sort((a, b) => a - b),
  };
}

describe(`a full disk under callers that log at once${why}`, () => {
  it.skipIf(!isAllowed)('refuses whole batches, and takes them once there is room', async () => {
    using disk = mountSmallDisk('6m');
    expect(disk).toBeDefined();
    const home = await openHome(join(disk?.path ?? '', 'home'));
    const filler = join(disk?.path ?? '', 'filler');
    await writeFile(filler, new Uint8Array(3 << 20));
    const store = await openSqliteStore(home.databasePath);
    const ids = Array.from({ length: N_CALLERS }, (_, caller) => `run-${caller}`);
    for (const id of ids)
      await store.tracking.runs.create({
        ...{ experimentId: '0', id, name: id, user: 'u', startedAtMs: 0, tags: {} },
      });
    const logged = await Promise.all(ids.map((id) => logUntilRefused(store, id)));
    expect(logged.flatMap(({ kept }) => kept).length).toBeGreaterThan(0);
    expect(logged.flatMap(({ failures }) => failures)).toHaveLength(N_CALLERS);
    for (const { failures } of logged)
      expect(failures[0]).toMatchObject({
        code: 'DISK_FULL',
        message: `"${home.databasePath}" could not be written because its disk is full.`,
        details: { path: home.databasePath },
      });
    for (const [i, id] of ids.entries())
      expect(await stepsOf(store, id)).toEqual({
        points: logged[i]?.kept,
        params: logged[i]?.kept,
      });
    await rm(filler);
    for (const [i, id] of ids.entries()) {
      const next = logged[i]?.kept.length ?? 0;
      await store.tracking.runs.log(id, batch(next));
      const steps = Array.from({ length: next + 1 }, (_, step) => step);
      expect(await stepsOf(store, id)).toEqual({ points: steps, params: steps });
    }
    await store.close();
    const database = new DatabaseSync(home.databasePath);
    expect(database.prepare('pragma integrity_check').all()).toMatchObject([
      { integrity_check: 'ok' },
    ]);
    database.close();
  });
});
