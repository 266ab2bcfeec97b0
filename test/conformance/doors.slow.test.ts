import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type BadUpstream, openBadUpstream } from '../../bench/doors/bad-upstream.ts';
import { furnish } from '../../bench/doors/furnish.ts';
import { fuzzDoors } from '../../bench/doors/fuzz.ts';
import { findLineFault } from '../../bench/doors/judge.ts';
import type { Seed } from '../../bench/doors/request.ts';
import { type App, openApp } from '../../packages/platform/src/app.ts';
import { createLog } from '../../packages/platform/src/kit/index.ts';
import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { openSampleApp, type SampleApp } from '../../packages/platform/src/testing/sample-app.ts';

/** `bench/fuzz-doors.ts` does this for minutes, against a process of its own. */
const SECONDS = 12;
const MOST_REQUESTS = 3000;
const SEED = 7;
const TOKEN = 'k4izen-t0ken-of-the-test';

describe('the doors of the server', () => {
  const lines: string[] = [];
  let folder: string;
  let elsewhere: SampleApp;
  let remote: RunningServer;
  let upstream: BadUpstream;
  let app: App;
  let server: RunningServer;
  let seeds: readonly Seed[];
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-doors-'));
    await writeFile(join(folder, 'index.html'), '<!doctype html><title>KaizenML</title>');
    const silent = createLog({ level: 'silent' });
    elsewhere = await openSampleApp();
    remote = await startServer(elsewhere, { port: 0, log: silent });
    upstream = await openBadUpstream(remote.url);
    const log = createLog({ level: 'warn', write: (line) => lines.push(line.trim()) });
    app = await openApp({ home: join(folder, 'home'), log, proof: 'in-process' });
    seeds = await furnish(app, { folder, upstream: upstream.url });
    upstream.turnBad(SEED);
    server = await startServer(app, { port: 0, log, token: TOKEN, findWebFolder: () => folder });
  });
  afterAll(async () => {
    await server.close();
    await app.close();
    await upstream.close();
    await remote.close();
    await elsewhere.dispose();
    await rm(folder, { recursive: true });
  });

  it('answer spoiled requests with refusals in the words of their protocol, that tell nothing of this machine', async () => {
    const { faults, nRequests, counts } = await fuzzDoors({
      ...{ url: server.url, seeds, seconds: SECONDS, seed: SEED, maxRequests: MOST_REQUESTS },
      headers: { authorization: `Bearer ${TOKEN}` },
    });
    expect(faults).toEqual([]);
    expect(lines.filter((line) => findLineFault(line, [TOKEN]) !== undefined)).toEqual([]);
    expect(nRequests).toBeGreaterThan(100);
    expect([...counts.keys()].some((key) => key.endsWith(' 200'))).toBe(true);
  });
});
