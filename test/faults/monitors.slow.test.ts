import { cp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { asId, type ModelName, type Row } from '@kaizenml/contracts';
import { DatasetMonitorSettings, EndpointSettings } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { type App, openApp } from '../../packages/platform/src/app.ts';
import { type Subject, startState } from '../../packages/platform/src/monitors/index.ts';
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

const N_VERSIONS = 60;
/** Versions in which every ride costs a hundred times as much. */
const CENTS = [20, 40] as const;

/** Keeps sixty versions of a table, and has it watched; nobody has looked yet. */
async function keepVersions(app: App, folder: string): Promise<void> {
  const random = seededRandom(9);
  const path = join(folder, 'rides.csv');
  for (let version = 1; version <= N_VERSIONS; version++) {
    const scale = CENTS.some((at) => at === version) ? 100 : 1;
    const rows = Array.from({ length: 300 }, () => {
      const miles = 1 + 9 * random();
      return `${miles.toFixed(2)},${(scale * (3 + 2 * miles)).toFixed(1)}`;
    });
    await writeFile(path, ['miles,fare', ...rows].join('\n'));
    await app.handlers.datasets.add({ path, name: 'rides' });
  }
  const settings = DatasetMonitorSettings.parse({ version: 1 });
  await app.store.monitors.ensure('dataset:rides', { settings, state: startState(settings.rate) });
}

/** What came of what was watched, without ids and without the instants at which it was written. */
async function outcome(path: string, subject: Subject = 'endpoint:churn') {
  const app = await openApp({ home: path });
  const verdicts = await app.store.monitors.verdicts(subject, { limit: 10_000 });
  const { items } = await app.store.alerts.list(['open', 'acknowledged', 'resolved'], {
    limit: 1000,
  });
  await app.close();
  const alerts = items.map(({ key, status, severity, message, count, cause }) => ({
    ...{ key, status, severity, message, count, cause },
  }));
  // All were made at one instant, so that their ids tell no order.
  const told = ({ message, cause }: (typeof alerts)[number]) => `${message} ${cause}`;
  return { verdicts, alerts: alerts.sort((a, b) => (told(a) < told(b) ? -1 : 1)) };
}

/** Kills who looks at a home until one look was finished in peace. @returns How many were killed */
async function killLookers(
  path: string,
  [leastMs, mostMs]: readonly [leastMs: number, mostMs: number],
): Promise<number> {
  const random = seededRandom(20261123);
  let nKilled = 0;
  for (let isDone = false; !isDone && nKilled < MOST_KILLS; ) {
    const watcher = startWriter('watch-endpoints', path, `${END_MS}`);
    await new Promise((resolve) => watcher.child.stdout?.once('data', resolve));
    // Later each time, so that a slow machine gets somewhere, too.
    await sleep(leastMs + random() * (mostMs - leastMs) + 10 * nKilled);
    watcher.child.kill('SIGKILL');
    isDone = (await watcher.lines).includes('done');
    if (!isDone) nKilled++;
  }
  expect(await startWriter('watch-endpoints', path, `${END_MS}`).code).toBe(0);
  return nKilled;
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
    const nKilled = await killLookers(temp.home.path, [40, 200]);
    const [found, expected] = [await outcome(temp.home.path), await outcome(calm)];
    expect(nKilled).toBeGreaterThan(2);
    expect(expected.verdicts).toHaveLength(N_MINUTES);
    expect(expected.alerts.filter(({ key }) => key.endsWith(':inputs'))).toHaveLength(
      DRIFTS.length,
    );
    expect(found).toEqual(expected);
  });

  it('says of the versions of a dataset what it would have said', {
    timeout: 180_000,
  }, async () => {
    await using temp = await tempHome();
    const app = await openApp({ home: temp.home.path });
    await keepVersions(app, temp.folder);
    await app.close();
    const calm = join(temp.folder, 'calm');
    await cp(temp.home.path, calm, { recursive: true });
    expect(await startWriter('watch-endpoints', calm, `${END_MS}`).code).toBe(0);
    const nKilled = await killLookers(temp.home.path, [150, 450]);
    const [found, expected] = [
      await outcome(temp.home.path, 'dataset:rides'),
      await outcome(calm, 'dataset:rides'),
    ];
    expect(nKilled).toBeGreaterThan(2);
    expect(expected.verdicts).toHaveLength(N_VERSIONS - 1);
    expect(
      expected.verdicts.filter(({ status }) => status !== 'calm').map(({ version }) => version),
    ).toEqual([...CENTS]);
    expect(expected.alerts).toHaveLength(CENTS.length);
    expect(found).toEqual(expected);
  });
});
