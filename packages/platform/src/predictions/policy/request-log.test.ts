import { readdir, readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readKey } from '../../datasets/redact/read-key.ts';
import { createIds } from '../../kit/index.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { tempHome } from '../../testing/temp-home.ts';
import { createRequestLog, type LoggedRequest, openFileLog } from '../index.ts';
import { applyRetention } from '../retention/apply-retention.ts';

const DAY_MS = 24 * 3600 * 1000;
const EMAIL = 'ada@example.org';

let now = Date.UTC(2026, 0, 10, 12);
let app: SampleApp;
beforeAll(async () => {
  app = await openSampleApp({ clock: { now: () => now } });
});
afterAll(() => app.dispose());

const configure = (log: object) =>
  app.handlers.endpoints.configure({
    name: 'churn',
    settings: EndpointSettings.parse({ log }),
  });

/** Everything that lies on the disk of the log. */
async function bytesOf(folder: string): Promise<string> {
  const files = await readdir(folder, { recursive: true, withFileTypes: true });
  const texts = files
    .filter((file) => file.isFile())
    .map((file) => readFile(join(file.parentPath, file.name), 'utf8'));
  return (await Promise.all(texts)).join('');
}

const predict = (plan: string, entity?: string) =>
  app.handlers.models.predict({ name: 'churn', rows: [{ months: 3, plan, calls: 20 }], entity });

describe('the settings of an endpoint about its log', () => {
  it('keep redacted values from the disk: in rows, as an entity, and in failures', async () => {
    await configure({ redact: { plan: 'hash' } });
    const { requestId } = await predict(EMAIL, EMAIL);
    expect(await bytesOf(app.capturePath)).not.toContain(EMAIL);
    const { items } = await app.handlers.predictions.show({ requestId });
    const key = await readKey(join(app.home, 'log.key'));
    const pseudonym = `p_${key(EMAIL).slice(0, 32)}`;
    expect([items[0]?.rows[0]?.plan, items[0]?.entity]).toEqual([pseudonym, pseudonym]);
  });

  it('keep the key to its owner', async () => {
    await configure({ redact: { plan: 'hash' } });
    await predict('basic');
    expect((await stat(join(app.home, 'log.key'))).mode & 0o777).toBe(0o600);
  });

  it('log a sample, whose weights add up to the requests', async () => {
    await configure({ sample: 0.25 });
    const asked = 1600;
    const ids = new Set<string>();
    for (let i = 0; i < asked; i++) ids.add((await predict('basic')).requestId);
    const { items } = await app.handlers.predictions.list({
      name: 'churn',
      kind: 'answer',
      limit: 1000,
    });
    const weights = items.filter(({ requestId }) => ids.has(requestId)).map(({ weight }) => weight);
    const sum = weights.reduce((total, weight) => total + weight, 0);
    // Of 1600 requests 400 are expected; four standard deviations of the binomial count are 69, each of weight 4.
    expect(new Set(weights)).toEqual(new Set([4]));
    expect(Math.abs(sum - asked)).toBeLessThan(4 * 69.3);
  });

  it('remove days that are no longer kept, by a command, and leave others', async () => {
    await configure({ retentionDays: 2 });
    await predict('basic');
    now += 2 * DAY_MS;
    const { requestId } = await predict('basic');
    expect(await app.handlers.predictions.retain({})).toEqual({ removed: [], nRows: 0 });
    now += DAY_MS;
    const { removed, nRows } = await app.handlers.predictions.retain({ name: 'churn' });
    expect(removed).toMatchObject([{ endpoint: 'churn', day: '2026-01-10' }]);
    expect(nRows).toBe(removed[0]?.nRows);
    await expect(app.handlers.predictions.show({ requestId })).resolves.toMatchObject({
      requestId,
    });
    expect(await applyRetention({ ...app, endpoints: app.store.endpoints }, 'other')).toEqual([]);
  });
});

describe('createRequestLog', () => {
  it('gives processes that start at once the same pseudonyms', async () => {
    await using temp = await tempHome();
    const log = openFileLog(temp.home);
    const nextId = createIds({ clock: { now: () => now } });
    const request = (): LoggedRequest => ({
      ...{ requestId: nextId(), at: '2026-01-02T03:04:05.000Z', endpoint: 'e', version: 1 },
      ...{ rows: [{ email: EMAIL }], predictions: [{ prediction: 1 }], latencyMs: 1 },
    });
    const logs = Array.from({ length: 8 }, () => createRequestLog(log, temp.home));
    await Promise.all(logs.map((one) => one.append(request(), { redact: { email: 'hash' } })));
    const logged = await log.newest('e', 8);
    await log.close();
    expect(logged).toHaveLength(8);
    expect(new Set(logged.map(({ rows }) => rows[0]?.email)).size).toBe(1);
    expect(await readdir(temp.home.tempPath)).toEqual([]);
  });
});
