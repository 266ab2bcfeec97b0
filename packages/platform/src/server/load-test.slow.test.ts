import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { inputChecker, OPERATIONS } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { startServer } from './server.ts';

describe('endpoints.load-test', () => {
  let app: SampleApp;
  beforeAll(async () => {
    app = await openSampleApp();
  });
  afterAll(() => app.dispose());

  const run = (given: Record<string, unknown>) => {
    const checked = inputChecker(OPERATIONS.endpoints['load-test'])({ name: 'churn', ...given });
    if (!checked.ok) throw new Error(JSON.stringify(checked.problems));
    return app.handlers.endpoints['load-test'](checked.input as never);
  };

  it('asks a server that wants a key at a rate, with rows that the model takes', async () => {
    const { key } = await app.handlers.keys.create({ name: 'load', scopes: 'predict,read' });
    const keyFile = join(app.home, 'key.txt');
    await writeFile(keyFile, `${key}\n`);
    const server = await startServer(app, { port: 0 });
    const found = await run({ url: server.url, keyFile, rate: 20, seconds: 1, p99Ms: 60_000 });
    await server.close();
    expect(found.steps).toEqual([found.holds]);
    expect(found.holds).toMatchObject({
      ratePerSec: 20,
      nRequests: 20,
      nFailed: 0,
      outcome: 'held',
    });
    expect(found.sentence).toMatch(
      /^"churn" holds 20 requests per second with 99 of 100 answers within 60000 ms: p50 [\d.]+ ms, p99 [\d.]+ ms, p99\.9 [\d.]+ ms; more was not tried\. Leave out `--rate` to find the limit\.$/,
    );
    expect((await app.predictionLog.count('churn')).nRows).toBe(50 + 20);
  });

  it('says what fails, and how often', async () => {
    const server = await startServer(app, { port: 0, limits: { rowsBytes: 1024 } });
    const { key } = await app.handlers.keys.create({ name: 'load', scopes: 'predict,read' });
    const keyFile = join(app.home, 'key.txt');
    await writeFile(keyFile, key);
    const found = await run({ url: server.url, keyFile, rate: 10, seconds: 1, rows: 200 });
    await server.close();
    expect(found.holds).toBeNull();
    expect(found.steps).toMatchObject([
      { outcome: 'failed', nRequests: 10, nFailed: 10, p50Ms: null },
    ]);
    expect(found.sentence).toBe(
      '"churn" does not hold 10 requests per second with 99 of 100 answers within 20 ms: 10 of 10 requests failed. The access log (`kaizen serve --access-log -`) has the code of each failure.',
    );
  });

  it('says that no server answers, that a key is missing, and that its file is', async () => {
    const url = 'http://127.0.0.1:1';
    expect(await rejectionOf(run({ url }))).toMatchObject({
      code: 'ENDPOINT_UNREACHABLE',
      message: 'A server must answer at http://127.0.0.1:1, got none.',
      details: { url },
    });
    const server = await startServer(app, { port: 0, token: 'a-token-of-24-characters' });
    expect(await rejectionOf(run({ url: server.url }))).toMatchObject({ code: 'UNAUTHORIZED' });
    await server.close();
    const path = join(app.home, 'missing.txt');
    expect(await rejectionOf(run({ url, keyFile: path }))).toMatchObject({
      code: 'FILE_NOT_FOUND',
      message: `The key file "${path}" must be readable, got ENOENT.`,
      details: { path, reason: 'ENOENT' },
    });
  });
});
