import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { asId, type ModelName, type Row } from '@kaizenml/contracts';
import {
  DatasetMonitorSettings,
  EndpointSettings,
  OPERATIONS,
} from '@kaizenml/contracts/operations';
import { seededRandom } from '@kaizenml/ml/math';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openApp } from '../app.ts';
import type { Answerer } from '../runtimes/index.ts';
import { openSampleApp, type SampleApp } from '../testing/sample-app.ts';
import { registerSampleModel, sampleRow } from '../testing/sample-model.ts';

const START_MS = Date.parse('2026-03-02T00:00:00.000Z');
const HOUR_MS = 3_600_000;
const endpoint = 'churn';

let nowMs: number;
const clock = { now: () => nowMs };
let app: SampleApp;
let answerer: Answerer;
beforeEach(async () => {
  nowMs = START_MS;
  app = await openSampleApp({ clock });
  const version = await app.store.models.findVersion(asId<ModelName>(endpoint), 1);
  answerer = await app.answerers.get(version?.artifact ?? expect.unreachable());
});
afterEach(() => app.dispose());

/** Logs an hour of requests, of five rows each. */
async function logHour(
  hour: number,
  {
    nRows = 400,
    version = 1,
    change = (row: Row) => row,
  }: { nRows?: number; version?: number; change?: (row: Row) => Row } = {},
): Promise<void> {
  const random = seededRandom(1000 + hour);
  const rows = Array.from({ length: nRows }, () => change(sampleRow(() => random.next())));
  const { predictions } = await answerer.answer(rows);
  for (let i = 0; i < nRows; i += 5) {
    await app.predictionLog.append({
      ...{ requestId: `r${hour}-${i}`, endpoint, version, latencyMs: 1 },
      ...{ rows: rows.slice(i, i + 5), predictions: predictions.slice(i, i + 5) },
      at: new Date(START_MS + hour * HOUR_MS + i * 200).toISOString(),
    });
  }
}
const lookAfter = async (hours: number, at = app) => {
  nowMs = START_MS + hours * HOUR_MS + 10_000;
  return await at.handlers.monitors.look({ endpoint });
};
const configure = (monitoring: object) =>
  app.handlers.endpoints.configure({
    ...{ name: endpoint, settings: EndpointSettings.parse({ monitoring }) },
  });
const history = async () => (await app.handlers.monitors.history({ endpoint, limit: 200 })).items;
const alerts = async () => (await app.handlers.alerts.list({ limit: 50 })).items;
const times100 = (calls: unknown) => (calls === null ? null : 100 * Number(calls));
/** Nine of ten, so that the column is moved and not stuck. */
const premium = (row: Row): Row =>
  Number(row.months) % 10 === 0 ? row : { ...row, plan: 'premium' };

describe('monitors', () => {
  it('say nothing before a version without a baseline has answered a thousand rows', async () => {
    await registerSampleModel(app, { isOlder: true });
    for (let hour = 0; hour < 2; hour++) await logHour(hour, { version: 2 });
    expect(await lookAfter(2)).toMatchObject({ nVerdicts: 0, status: null });
    for (let hour = 2; hour < 5; hour++) await logHour(hour, { version: 2 });
    expect((await lookAfter(5)).nVerdicts).toBeGreaterThan(0);
    await logHour(5, { version: 2, change: premium });
    expect(await lookAfter(6)).toMatchObject({ nVerdicts: 1, status: 'drift' });
  });

  it('stay calm while nothing changes, name the column that moved, and end the alarm when it is back', async () => {
    for (let hour = 0; hour < 12; hour++) await logHour(hour);
    expect(await lookAfter(12)).toMatchObject({ status: 'calm', nDrifted: 0, alarms: [] });
    expect(await alerts()).toEqual([]);
    await logHour(12, { change: premium });
    expect(await lookAfter(13)).toMatchObject({ status: 'drift', alarms: [] });
    await logHour(13, { change: premium });
    expect((await lookAfter(14)).alarms).toContain('inputs/plan');
    const [alert, ...others] = await alerts();
    expect(others).toEqual([]);
    // The rule behind the data keeps everybody on the premium plan: the answers move, too.
    expect(alert).toMatchObject({
      ...{ severity: 'error', subject: 'endpoint:churn', count: 1 },
      cause: expect.stringMatching(/^Since 2026-03-02 12:00.*"plan" is not what it was: more of/),
      impact: expect.stringMatching(/^The answers moved: more of "no": 7\d % → 9\d %\.$/),
      next: 'kaizen monitors history churn',
    });
    expect(alert?.message).toMatch(
      /^Of endpoint "churn" inputs are not what they were, in 400 rows up to 2026-03-02 14:00 UTC: "plan" \(more of "premium": 3\d % → 9\d %\)\.$/,
    );
    for (let hour = 14; hour < 17; hour++) await logHour(hour);
    expect(await lookAfter(17)).toMatchObject({ status: 'calm', alarms: [] });
    expect(await alerts()).toEqual([]);
    const shown = await app.handlers.monitors.show({ endpoint });
    expect(OPERATIONS.monitors.show.output.safeParse(shown).error).toBeUndefined();
    expect(shown.falseAlarmsPerMonth).toBeLessThan(1);
  });

  it('leave out what the log redacts', async () => {
    const settings = EndpointSettings.parse({ log: { redact: { plan: 'hash', calls: 'drop' } } });
    await app.handlers.endpoints.configure({ name: endpoint, settings });
    await logHour(0, {
      change: ({ calls: _, ...row }) => ({ ...row, plan: `${row.plan}-hashed` }),
    });
    expect(await lookAfter(1)).toMatchObject({ nVerdicts: 1 });
    const [verdict] = await history();
    const columns = new Set(verdict?.findings.map(({ column }) => column));
    expect(columns).toContain('months');
    expect(columns).not.toContain('plan');
    expect(columns).not.toContain('calls');
  });

  it('say since when, what it does to the answers and what else changed, in words', async () => {
    for (let hour = 0; hour < 12; hour++) await logHour(hour);
    await app.store.alerts.raise({
      ...{ key: 'other', severity: 'error', subject: 'job:orders', details: {} },
      ...{ message: 'Job "orders" found bad data.', hint: 'Look.' },
    });
    for (let hour = 12; hour < 16; hour++) await logHour(hour, { change: premium });
    await lookAfter(16);
    const causes = await app.handlers.monitors.causes({ endpoint });
    expect(OPERATIONS.monitors.causes.output.safeParse(causes).error).toBeUndefined();
    const [plan, ...others] = causes.columns;
    expect(others).toEqual([]);
    expect(plan).toMatchObject({
      column: 'plan',
      since: { at: new Date(START_MS + 12 * HOUR_MS).toISOString() },
      importance: expect.closeTo(1 / 3, 12),
    });
    // By the rule behind the data two of three plans leave in the first third of the months: 22 % before, nobody after.
    expect(plan?.answers?.before).toBeCloseTo(0.22, 1);
    expect(plan?.answers?.after).toBeLessThan(0.1);
    expect(causes.paragraph).toMatch(
      /^Since 2026-03-02 12:00.* "plan" is not what it was: more of "premium": 3\d % → 9\d %\. It has 33 % of the weight\. Alone it moves the mean probability of "(yes|no)" from .* to .*\. At 2026-03-02 00:00: Job "orders" found bad data\. The answers moved: more of "no": 7\d % → 9\d %\. Next: `kaizen monitors history churn`\.$/,
    );
  });

  it('name the dataset first whose column moved, too, though something else changed later', async () => {
    const keep = async (seed: number, change: (row: Row) => Row) => {
      const random = seededRandom(seed);
      const rows = Array.from({ length: 400 }, () => change(sampleRow(() => random.next())));
      const path = join(app.home, 'customers.csv');
      const names = Object.keys(rows[0] ?? {});
      const lines = rows.map((row) => names.map((name) => row[name] ?? '').join(','));
      await writeFile(path, [names.join(','), ...lines].join('\n'));
      await app.handlers.datasets.add({ path, name: 'customers' });
    };
    for (let hour = 0; hour < 12; hour++) await logHour(hour);
    nowMs = START_MS + 10 * HOUR_MS;
    await keep(1, (row) => row);
    const settings = DatasetMonitorSettings.parse({});
    await app.handlers.monitors.watch({ dataset: 'customers', settings });
    await keep(2, premium);
    await app.handlers.monitors.look({ endpoint: 'dataset:customers' });
    nowMs = START_MS + 11 * HOUR_MS;
    await app.store.alerts.raise({
      ...{ key: 'other', severity: 'error', subject: 'job:orders', details: {} },
      ...{ message: 'Job "orders" found bad data.', hint: 'Look.' },
    });
    for (let hour = 12; hour < 16; hour++) await logHour(hour, { change: premium });
    await lookAfter(16);
    const causes = await app.handlers.monitors.causes({ endpoint });
    expect(OPERATIONS.monitors.causes.output.safeParse(causes).error).toBeUndefined();
    expect(causes.upstream.map(({ subject }) => subject)).toEqual([
      'job:orders',
      'dataset:customers',
    ]);
    expect(causes.paragraph).toMatch(
      /At 2026-03-02 10:00: Of dataset "customers" columns are not what they were, in 400 rows up to .*"plan" \(more of "premium": 3\d % → \d\d %\)\. And 1 more changes then\./,
    );
  });

  it.each([
    [
      'missing',
      'calls',
      (row: Row): Row => ({ ...row, calls: null }),
      /"calls" has no value in 100 % of the rows/,
    ],
    ['stuck', 'months', (row: Row): Row => ({ ...row, months: 36 }), /36/],
    ['units', 'calls', (row: Row): Row => ({ ...row, calls: times100(row.calls) }), /100/],
    ['new-levels', 'plan', (row: Row): Row => ({ ...row, plan: 'gold' }), /"gold"/],
  ])('find %s values of a column, as an error', async (measure, column, change, said) => {
    for (let hour = 0; hour < 4; hour++) await logHour(hour);
    for (let hour = 4; hour < 6; hour++) await logHour(hour, { change });
    expect((await lookAfter(6)).alarms).toContain(`quality/${column}/${measure}`);
    const [found, ...others] = await alerts();
    expect(others).toEqual([]);
    expect(found).toMatchObject({ severity: 'error', message: expect.stringMatching(said) });
    for (let hour = 6; hour < 9; hour++) await logHour(hour);
    expect((await lookAfter(9)).alarms).toEqual([]);
    expect(await alerts()).toEqual([]);
  });

  it('come to the same verdicts whether they look often, once, or two at a time', async () => {
    const change = (hour: number) => (hour > 8 ? premium : (row: Row) => row);
    for (let hour = 0; hour < 12; hour++) await logHour(hour, { change: change(hour) });
    const second = await openApp({ home: app.home, clock, proof: 'in-process' });
    try {
      for (const hours of [3, 4, 8, 10])
        await Promise.all([lookAfter(hours), lookAfter(hours, second as SampleApp)]);
      await lookAfter(12);
      const often = await history();
      expect(often.length).toBeGreaterThan(8);
      await app.store.monitors.remove('endpoint:churn');
      await lookAfter(12);
      expect(await history()).toEqual(often);
      expect(await alerts()).toHaveLength(1);
    } finally {
      await second.close();
    }
  });

  it('take windows with few rows together until they say something', async () => {
    for (let hour = 0; hour < 5; hour++) await logHour(hour, { nRows: 500 });
    for (let hour = 5; hour < 20; hour++) await logHour(hour, { nRows: 50 });
    await lookAfter(20);
    const [last] = (await history()).slice(-1);
    expect(last).toMatchObject({ nRows: 300 });
    expect(Date.parse(last?.end ?? '') - Date.parse(last?.start ?? '')).toBe(6 * HOUR_MS);
  });

  it('find natural what a season ago showed, too', async () => {
    await configure({ season: '1d', alarm: { raiseAfter: 1, outOf: 1 } });
    const isNight = (hour: number) => hour % 24 >= 20;
    const isBroken = (hour: number) => hour >= 58 && hour < 84;
    for (let hour = 0; hour < 94; hour++)
      await logHour(hour, { change: isNight(hour) || isBroken(hour) ? premium : (row) => row });
    await lookAfter(94);
    const items = await history();
    const verdictOf = (hour: number) =>
      items
        .find(({ end }) => Date.parse(end) === START_MS + (hour + 1) * HOUR_MS)
        ?.findings.find(({ column }) => column === 'plan')?.verdict;
    // The first night is learned from, the second is natural; a drift that lasts longer than a season is one still, until it is over.
    expect([21, 45, 60, 83, 93].map(verdictOf)).toEqual([
      ...['may be chance', 'natural', 'drift', 'drift', 'natural'],
    ]);
  });

  it('go on where windows become longer, or shorter, in the middle of one', async () => {
    for (let hour = 0; hour < 30; hour++) await logHour(hour);
    await lookAfter(5);
    await configure({ window: '1d' });
    await lookAfter(26);
    await configure({ window: '2h' });
    await lookAfter(30);
    const places = await app.store.monitors.windows('endpoint:churn', {});
    expect(places.map(({ nRows }) => nRows)).toEqual([
      400,
      400,
      400,
      400,
      400,
      19 * 400,
      800,
      800,
      800,
    ]);
    const spans = (await history()).map(({ start, end }) => [start, end]);
    expect(spans.slice(1).every(([start], i) => start === spans[i]?.[1])).toBe(true);
  });

  it('count windows of a number of rows, and leave alone what is paused', async () => {
    await configure({ window: { rows: 500 } });
    for (let hour = 0; hour < 6; hour++) await logHour(hour);
    await lookAfter(6);
    expect((await history()).map(({ nRows }) => nRows)).toEqual([500, 500, 500, 500]);
    await configure({ window: { rows: 500 }, paused: true });
    await logHour(6, { nRows: 2000 });
    expect(await lookAfter(7)).toMatchObject({ nVerdicts: 0, isPaused: true });
  });
});
