import { chown } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, asId, type ExperimentName } from '@kaizenml/contracts';
import pg from 'pg';
import { describe, expect, it } from 'vitest';
import { openApp } from '../../packages/platform/src/app.ts';
import { createLog } from '../../packages/platform/src/kit/index.ts';
import { startServer } from '../../packages/platform/src/server/index.ts';
import { openPostgresStore, type Store } from '../../packages/platform/src/storage/index.ts';
import { tempHome } from '../../packages/platform/src/testing/index.ts';
import { findPostgres, startCluster } from '../../packages/platform/src/testing/postgres/index.ts';
import { mayMount, mountSmallDisk } from './tmpfs.ts';

const programs = findPostgres();
const reason = 'missing' in programs ? ` (skipped: ${programs.missing})` : '';
const N_CRASHES = 5;
const N_WRITERS = 8;
const WRITING_MS = 300;

const aRun = (i: number) => ({
  experiment: asId<ExperimentName>('faults'),
  name: `run ${i}`,
  params: { i },
  pid: process.pid,
});

/** Writes runs until it is told to end, each with two metrics, and remembers what was acknowledged. */
async function writeRuns(
  store: Store,
  { acknowledged, refused, signal }: Written & { readonly signal: AbortSignal },
): Promise<void> {
  for (let i = 0; !signal.aborted; i++) {
    try {
      const id = await store.runs.start(aRun(i));
      acknowledged.set(id, false);
      const value = { value: i, low: null, high: null };
      await store.runs.logMetrics(id, { a: value, b: value });
      acknowledged.set(id, true);
    } catch (thrown) {
      if (!(thrown instanceof AppError)) throw thrown;
      refused.add(thrown.code);
      await sleep(5);
    }
  }
}

interface Written {
  /** Whether the metrics of a run were acknowledged too. */
  readonly acknowledged: Map<string, boolean>;
  readonly refused: Set<string>;
}

describe.skipIf('missing' in programs)(`a crash of PostgreSQL${reason}`, () => {
  it(`loses nothing acknowledged and leaves nothing half, ${N_CRASHES} times in a row`, async () => {
    if ('missing' in programs) return;
    await using cluster = await startCluster(programs);
    const store = await openPostgresStore(cluster.address('crashes'));
    const written: Written = { acknowledged: new Map(), refused: new Set() };
    const ending = new AbortController();
    const writers = Array.from({ length: N_WRITERS }, () =>
      writeRuns(store, { ...written, signal: ending.signal }),
    );
    for (let i = 0; i < N_CRASHES; i++) {
      const nBefore = written.acknowledged.size;
      await sleep(WRITING_MS);
      await cluster.stop('immediate');
      await cluster.start();
      expect(written.acknowledged.size).toBeGreaterThan(nBefore);
    }
    await sleep(WRITING_MS);
    ending.abort();
    await Promise.all(writers);
    expect([...written.refused]).toEqual(['STORE_UNREACHABLE']);
    const missing: string[] = [];
    for (const [id, hasMetrics] of written.acknowledged) {
      const run = await store.runs.find(id);
      const names = Object.keys(run?.metrics ?? {});
      const isWhole = names.length === 2 || (!hasMetrics && names.length === 0);
      if (run === undefined || !isWhole) missing.push(id);
    }
    expect(missing).toEqual([]);
    expect(written.acknowledged.size).toBeGreaterThan(N_CRASHES * N_WRITERS);
    await store.close();
  });

  it('is told to who asks a server, with when to ask again, and is over by itself', async () => {
    if ('missing' in programs) return;
    await using cluster = await startCluster(programs);
    await using temp = await tempHome();
    const said: string[] = [];
    const log = createLog({ level: 'warn', write: (line) => void said.push(line) });
    const storeAddress = cluster.address('served');
    const app = await openApp({ home: temp.home.path, storeAddress, log });
    const server = await startServer(app, { port: 0, log });
    const ask = async () => {
      const answer = await fetch(`${server.url}/api/v1/runs`);
      return { status: answer.status, headers: answer.headers, body: await answer.json() };
    };
    expect((await ask()).status).toBe(200);
    await cluster.stop('immediate');
    const refused = await ask();
    expect(refused.status).toBe(503);
    expect(refused.headers.get('retry-after')).toBe('1');
    expect(refused.body).toMatchObject({
      code: 'STORE_UNREACHABLE',
      detail: expect.stringMatching(/^"postgres:\/\/kaizen@.*\?schema=served" must answer, got "/),
      hint: expect.stringContaining('goes on by itself'),
    });
    await cluster.start();
    expect((await ask()).status).toBe(200);
    expect(said.join('')).toContain('STORE_UNREACHABLE');
    await server.close();
    await app.close();
  });
});

describe.skipIf('missing' in programs)(`a PostgreSQL with too little${reason}`, () => {
  it('has no connection left: what cannot be answered is refused, and nothing is stuck', async () => {
    if ('missing' in programs) return;
    await using cluster = await startCluster(programs);
    const admin = new pg.Client(cluster.address('x').replace(/\?.*$/, ''));
    await admin.connect();
    await admin.query('create role few login connection limit 2');
    await admin.query('create schema crowded authorization few');
    const address = cluster.address('crowded').replace('kaizen@', 'few@');
    const store = await openPostgresStore(`${address}&connections=20`);
    const crowd = await Promise.allSettled(
      Array.from({ length: 20 }, (_, i) => store.runs.start(aRun(i))),
    );
    const refused = crowd.flatMap((each) => (each.status === 'rejected' ? [each.reason] : []));
    for (const each of refused)
      expect(each).toMatchObject({ code: 'STORE_BUSY', details: { retryAfterSeconds: 1 } });
    expect(await store.runs.count()).toBe(20 - refused.length);
    expect(refused.length).toBeGreaterThan(0);
    await admin.query('alter role few connection limit -1');
    await Promise.all(Array.from({ length: 20 }, (_, i) => store.runs.start(aRun(i))));
    expect(await store.runs.count()).toBe(40 - refused.length);
    await store.close();
    await admin.end();
  });

  it.skipIf(!mayMount())('has a full disk: it says so, and keeps what it had', async () => {
    if ('missing' in programs) return;
    using disk = mountSmallDisk('24m');
    if (disk === undefined) return;
    await using cluster = await startCluster(programs);
    if (programs.runsAs) await chown(disk.path, programs.runsAs.uid, programs.runsAs.gid);
    const admin = new pg.Client(cluster.address('x').replace(/\?.*$/, ''));
    await admin.connect();
    await admin.query(`create tablespace small location '${disk.path}'`);
    await admin.query('create database narrow tablespace small');
    const address = cluster.address('full').replace('/postgres?', '/narrow?');
    const store = await openPostgresStore(address);
    const ids: string[] = [];
    const failure = await (async () => {
      for (;;)
        ids.push(
          await store.runs.start({
            ...aRun(0),
            params: { text: 'x'.repeat(200_000) + Math.random() },
          }),
        );
    })().catch((thrown: unknown) => thrown);
    expect(failure).toMatchObject({
      code: 'DISK_FULL',
      details: { path: expect.stringContaining('/narrow?schema=full') },
    });
    expect(await store.runs.count()).toBe(ids.length);
    await store.close();
    await admin.query('drop database narrow with (force)');
    await admin.end();
  });
});
