import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asId, type ModelName, type Row } from '@kaizenml/contracts';
import { EndpointSettings } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { type App, openApp } from '../../packages/platform/src/app.ts';
import {
  registerSampleModel,
  sampleRow,
} from '../../packages/platform/src/testing/sample-model.ts';
import { tempHome } from '../../packages/platform/src/testing/temp-home.ts';
import { seededRandom, startWriter } from './start-writer.ts';

const START_MS = Date.parse('2026-03-02T00:00:00.000Z');
const MINUTE_MS = 60_000;
const N_MINUTES = 240;
const ROWS = 60;
/** Minutes in which the world is another one; each stretch is one alert that is raised and ends. */
const DRIFTS = [
  [60, 80],
  [120, 140],
  [180, 200],
] as const;
const END_MS = START_MS + (N_MINUTES + 1) * MINUTE_MS;
const MOST_KILLS = 60;

/** Every plan becomes premium for nine of ten. */
function drifted(row: Row): Row {
  return Number(row.months) % 10 === 0 ? row : { ...row, plan: 'premium' };
}

async function logTraffic(app: App): Promise<void> {
  const name = asId<ModelName>('churn');
  await registerSampleModel(app, { name });
  const monitoring = { window: '1m', minRows: ROWS };
  await app.store.endpoints.put(name, EndpointSettings.parse({ monitoring }));
  const version = await app.store.models.findVersion(name, 1);
  const answerer = await app.answerers.get(version?.artifact ?? expect.unreachable());
  const random = seededRandom(5);
  for (let minute = 0; minute < N_MINUTES; minute++) {
    const isDrift = DRIFTS.some(([from, to]) => minute >= from && minute < to);
    const rows = Array.from({ length: ROWS }, () => {
      const row = sampleRow(random);
      return isDrift ? drifted(row) : row;
    });
    const { predictions } = await answerer.answer(rows);
    await app.predictionLog.append({
      ...{ requestId: `m${minute}`, endpoint: name, version: 1, rows, predictions, latencyMs: 1 },
      at: new Date(START_MS + minute * MINUTE_MS).toISOString(),
    });
  }
}

/** What came of the traffic, without ids and without the instants at which it was written. */
async function outcome(path: string) {
  const app = await openApp({ home: path });
  const verdicts = await app.store.monitors.verdicts('endpoint:churn', { limit: 10_000 });
  const { items } = await app.store.alerts.list(['open', 'acknowledged', 'resolved'], {
    limit: 1000,
  });
  await app.close();
  const alerts = items.map(({ key, status, severity, message, count, cause }) => ({
    ...{ key, status, severity, message, count, cause },
  }));
  // All were made at one instant, so that their ids tell no order.
  return { verdicts, alerts: alerts.sort((a, b) => (a.message < b.message ? -1 : 1)) };
}

describe('kill -9 of a monitor', () => {
  it('loses no verdict and no alert, and makes none twice', { timeout: 180_000 }, async () => {
    await using temp = await tempHome();
    const app = await openApp({ home: temp.home.path });
    await logTraffic(app);
    await app.close();
    const calm = join(temp.folder, 'calm');
    await cp(temp.home.path, calm, { recursive: true });
    expect(await startWriter('watch-endpoints', calm, `${END_MS}`).code).toBe(0);
    const random = seededRandom(20261123);
    let nKilled = 0;
    for (let isDone = false; !isDone && nKilled < MOST_KILLS; ) {
      const watcher = startWriter('watch-endpoints', temp.home.path, `${END_MS}`);
      await new Promise((resolve) => watcher.child.stdout?.once('data', resolve));
      await sleep(200 + random() * 600);
      watcher.child.kill('SIGKILL');
      isDone = (await watcher.lines).includes('done');
      if (!isDone) nKilled++;
    }
    expect(await startWriter('watch-endpoints', temp.home.path, `${END_MS}`).code).toBe(0);
    const [found, expected] = [await outcome(temp.home.path), await outcome(calm)];
    expect(nKilled).toBeGreaterThan(2);
    expect(expected.verdicts).toHaveLength(N_MINUTES);
    expect(expected.alerts.filter(({ key }) => key.endsWith(':inputs'))).toHaveLength(
      DRIFTS.length,
    );
    expect(found).toEqual(expected);
  });
});
