import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fuzzDoors } from '../../bench/doors/fuzz.ts';
import { createLog } from '../../packages/platform/src/kit/index.ts';
import { type RunningServer, startServer } from '../../packages/platform/src/server/index.ts';
import { openSampleApp, type SampleApp } from '../../packages/platform/src/testing/sample-app.ts';

/** `bench/fuzz-doors.ts` does this for minutes, against a process of its own. */
const SECONDS = 15;
const MOST_REQUESTS = 3000;

describe('the doors of the server', () => {
  let app: SampleApp;
  let server: RunningServer;
  beforeAll(async () => {
    app = await openSampleApp();
    server = await startServer(app, { port: 0, log: createLog({ level: 'silent' }) });
  });
  afterAll(async () => {
    await server.close();
    await app.dispose();
  });

  it('answer spoiled requests with a refusal that tells nothing of this machine', async () => {
    const { faults, nRequests, counts } = await fuzzDoors({
      ...{ url: server.url, seconds: SECONDS, seed: 7, maxRequests: MOST_REQUESTS },
    });
    expect(faults).toEqual([]);
    expect(nRequests).toBeGreaterThan(100);
    expect([...counts.keys()].some((key) => key.endsWith(' 200'))).toBe(true);
  });
});
