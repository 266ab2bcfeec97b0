import { readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { seededRandom } from '@kaizenml/ml/math';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { sharedData } from '../../../../../test/shared-data.ts';
import { rejectionOf } from '../../../../../test/thrown-by.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';

const START_MS = Date.parse('2026-03-02T06:00:00.000Z');
const DAY_MS = 86_400_000;
const watched = 'dataset:rides';

let nowMs: number;
let app: SampleApp;
beforeEach(async () => {
  nowMs = START_MS;
  app = await openSampleApp({ clock: { now: () => nowMs } });
});
afterEach(() => app.dispose());

type Cells = readonly string[];
interface Rows {
  readonly names: Cells;
  readonly rows: readonly Cells[];
}

/** Keeps rows as the next version of "rides", a day after the one before. */
async function addVersion({ names, rows }: Rows, file = 'rides.csv'): Promise<void> {
  const path = join(app.home, file);
  await writeFile(path, [names, ...rows].map((row) => `${row.join(',')}\n`).join(''));
  await app.handlers.datasets.add({ path, name: 'rides' });
  await rm(path);
  nowMs += DAY_MS;
}
const watch = async (settings: object = {}) => {
  const input = OPERATIONS.monitors.watch.input.parse({ dataset: 'rides', settings });
  const shown = await app.handlers.monitors.watch(input);
  expect(OPERATIONS.monitors.watch.output.safeParse(shown).error).toBeUndefined();
  return shown;
};
const look = () => app.handlers.monitors.look({ endpoint: watched });
const history = async () =>
  (await app.handlers.monitors.history({ endpoint: watched, limit: 200 })).items;
const alerts = async () => (await app.handlers.alerts.list({ limit: 50 })).items;
const withColumn = (
  { names, rows }: Rows,
  name: string,
  change: (cell: string) => string,
): Rows => {
  const at = names.indexOf(name);
  return { names, rows: rows.map((row) => row.map((cell, j) => (j === at ? change(cell) : cell))) };
};
const without = ({ names, rows }: Rows, name: string): Rows => {
  const at = names.indexOf(name);
  const keep = (row: Cells) => row.filter((_, j) => j !== at);
  return { names: keep(names), rows: rows.map(keep) };
};
const drifts = (findings: Awaited<ReturnType<typeof history>>[number]['findings'] = []) =>
  findings
    .filter(({ verdict }) => verdict === 'drift')
    .map(({ column, measure }) => `${column} ${measure}`);

/** Rides as a generator makes them, whose fares rise with the distance; `day` days after the start. */
function rides(seed: number, n: number, day = 0): Rows {
  const random = seededRandom(seed);
  const rows = Array.from({ length: n }, (_, i) => {
    const at = new Date(START_MS - (START_MS % DAY_MS) + (day + i / n) * DAY_MS).toISOString();
    const miles = -3 * Math.log(1 - random.next());
    const fare = 3 + 2.5 * miles + random.next();
    const payment = random.next() < 0.6 ? 'card' : 'cash';
    return [at, miles.toFixed(2), fare.toFixed(2), payment];
  });
  return { names: ['pickup', 'miles', 'fare', 'payment'], rows };
}

/** Rows of a real file in an order that a seed fixes, in parts of n. */
async function shuffledParts(path: string, n: number): Promise<readonly Rows[]> {
  const [head = '', ...lines] = (await readFile(path, 'utf8')).trim().split(/\r?\n/);
  const random = seededRandom(7);
  const names = head.split(',');
  const order = lines
    .filter((line) => !line.includes('"') && line.split(',').length === names.length)
    .map((line) => ({ line, key: random.next() }))
    .sort((a, b) => a.key - b.key);
  return Array.from({ length: Math.floor(order.length / n) }, (_, part) => ({
    names,
    rows: order.slice(part * n, (part + 1) * n).map(({ line }) => line.split(',')),
  }));
}

describe('a watched dataset', () => {
  it('has a verdict on each version that comes, and none on the one that it is compared with', async () => {
    await addVersion(rides(1, 400));
    expect(await watch()).toMatchObject({ endpoint: watched, status: null, nVerdicts: 0 });
    await addVersion(rides(2, 400));
    await addVersion(rides(3, 400));
    expect(await look()).toMatchObject({ status: 'calm', nVerdicts: 2, nRows: 400 });
    expect(await look()).toMatchObject({ nVerdicts: 0 });
    const made = (await app.store.datasets.versions('rides')).map(({ createdAt }) => createdAt);
    const [third, second, first] = made;
    expect((await history()).map(({ start, end, version }) => [start, end, version])).toEqual([
      [first, second, 2],
      [second, third, 3],
    ]);
    expect((await app.handlers.monitors.list({})).items.map(({ endpoint }) => endpoint)).toEqual([
      watched,
    ]);
  });

  it('tells at once of cents for dollars, of a lost and a new column, and ends the alert with the next version', async () => {
    await addVersion(rides(1, 400));
    await watch();
    const cents = withColumn(rides(2, 400), 'fare', (fare) => (100 * Number(fare)).toFixed(0));
    await addVersion(cents);
    expect((await look()).alarms).toContain('quality/fare/units');
    const [alert, ...others] = await alerts();
    expect(others).toEqual([]);
    expect(alert).toMatchObject({
      ...{ subject: watched, severity: 'error', status: 'open' },
      message: expect.stringMatching(
        /^Of dataset "rides" rows or values are damaged, in 400 rows up to 2026-03-03 06:00 UTC: Column "fare" is as if multiplied by 100/,
      ),
      cause: 'Version 2 was read from "rides.csv" on 2026-03-03 06:00 UTC.',
      next: 'kaizen monitors drift dataset:rides',
    });
    expect((await app.handlers.incidents.list({ limit: 5, subject: watched })).items).toHaveLength(
      1,
    );
    await addVersion(without(rides(3, 400), 'miles'));
    await look();
    expect(drifts((await history()).at(-1)?.findings)).toEqual(['miles column-gone']);
    const { names, rows } = rides(4, 400);
    const wider = { names: [...names, 'tip'], rows: rows.map((row) => [...row, '1.5']) };
    await addVersion(wider);
    await look();
    expect(drifts((await history()).at(-1)?.findings)).toEqual(['tip column-new']);
    await addVersion(wider);
    expect(await look()).toMatchObject({ status: 'alarm', nVerdicts: 0 });
    await addVersion({ ...wider, rows: wider.rows.slice(1) });
    expect(await look()).toMatchObject({ status: 'calm', nVerdicts: 1, alarms: [] });
    expect(await alerts()).toEqual([]);
  });

  it('counts spans of the time column, the same ones whether versions hold all rows or the new ones alone', async () => {
    const days = Array.from({ length: 12 }, (_, day) => rides(100 + day, 150, day));
    const upTo = (n: number): Rows => ({
      names: days[0]?.names ?? [],
      rows: days.slice(0, n).flatMap(({ rows }) => rows),
    });
    const settings = { timeColumn: 'pickup', window: '1d', reference: { last: '4d' } };
    const seen: unknown[] = [];
    for (const isAll of [true, false]) {
      nowMs = START_MS + 4 * DAY_MS;
      await addVersion(upTo(4));
      await watch(settings);
      for (let day = 4; day < days.length; day++)
        await addVersion(isAll ? upTo(day + 1) : (days[day] ?? expect.unreachable()));
      await look();
      const verdicts = await history();
      seen.push(verdicts.map(({ version: _, ...verdict }) => verdict));
      await app.handlers.monitors.unwatch({ dataset: 'rides' });
      await app.handlers.datasets.remove({ name: 'rides', force: true });
    }
    expect(seen[0]).toHaveLength(12);
    expect(seen[0]).toEqual(seen[1]);
    expect(await alerts()).toEqual([]);
  });

  it('compares a day with that of a week ago, so that a Sunday is as Sundays are', async () => {
    const calm = { timeColumn: 'pickup', window: '1d', reference: { ago: '1w' } };
    const days = Array.from({ length: 21 }, (_, day) => {
      const all = rides(200 + day, 200, day);
      return day % 7 === 6 ? withColumn(all, 'payment', () => 'cash') : all;
    });
    nowMs = START_MS + 21 * DAY_MS;
    await addVersion({
      names: days[0]?.names ?? [],
      rows: days.flatMap(({ rows }) => rows),
    });
    await watch(calm);
    const ofDays = async () => (await history()).map(({ findings }) => drifts(findings).length);
    expect(await ofDays()).toEqual(Array.from({ length: 21 }, () => 0));
    await app.handlers.monitors.unwatch({ dataset: 'rides' });
    await watch({ ...calm, reference: { last: '6d' } });
    const moved = (await history()).filter(({ findings }) => drifts(findings).length > 0);
    expect(moved.map(({ start }) => start.slice(0, 10))).toEqual(
      expect.arrayContaining(['2026-03-08', '2026-03-15', '2026-03-22']),
    );
  });

  it('is counted anew where another version is named, and goes on where rules alone change', async () => {
    for (let version = 1; version <= 4; version++) await addVersion(rides(version, 400));
    expect(await watch()).toMatchObject({ nVerdicts: 3 });
    expect(await watch({ leastEffect: 0.2 })).toMatchObject({ nVerdicts: 0 });
    expect((await history()).map(({ version }) => version)).toEqual([2, 3, 4]);
    expect(await watch({ version: 2 })).toMatchObject({ nVerdicts: 2 });
    expect((await history()).map(({ version }) => version)).toEqual([3, 4]);
  });

  it('is judged day by day by spans that are the names of its versions; one that comes late is passed over', async () => {
    for (const day of [0, 1, 2, 4, 3, 5]) {
      const { names, rows } = rides(day, 200, day);
      const path = join(app.home, `rides-2026-03-0${day + 1}.csv`);
      await writeFile(path, [names, ...rows].map((row) => `${row.join(',')}\n`).join(''));
      await app.handlers.datasets.add({
        path: join(app.home, 'rides-{YYYY}-{MM}-{DD}.csv'),
        name: 'rides',
      });
      await rm(path);
    }
    await watch();
    expect((await history()).map(({ start }) => start.slice(0, 10))).toEqual([
      '2026-03-02',
      '2026-03-03',
      '2026-03-05',
      '2026-03-06',
    ]);
  });

  it('says that nothing new comes, once, and that it does again', async () => {
    await addVersion(rides(1, 400));
    await watch({ freshWithin: '2d' });
    expect(await alerts()).toEqual([]);
    nowMs += 2 * DAY_MS;
    expect((await look()).alarms).toEqual(['freshness/rows']);
    await look();
    const [alert] = await alerts();
    expect(alert).toMatchObject({
      ...{ count: 1, severity: 'error' },
      message:
        'Of dataset "rides" nothing new comes: the newest version must be at most 2d old, and is 3 days old.',
    });
    await addVersion(rides(2, 400));
    expect(await look()).toMatchObject({ alarms: [], status: 'calm' });
    expect(await alerts()).toEqual([]);
  });

  it('is held to the rows that it must have, and refuses what it cannot watch', async () => {
    await addVersion(rides(1, 400));
    expect(await rejectionOf(look())).toMatchObject({
      code: 'MONITOR_NOT_FOUND',
      message: 'Dataset "rides" must be watched for that, got no monitor of it.',
      details: { dataset: 'rides' },
    });
    expect(await rejectionOf(watch({ timeColumn: 'pick' }))).toMatchObject({
      ...{ code: 'COLUMN_UNKNOWN', message: 'Dataset "rides@1" has no column "pick".' },
      details: { column: 'pick', known: ['pickup', 'miles', 'fare', 'payment'] },
    });
    expect(await rejectionOf(watch({ timeColumn: 'payment' }))).toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: expect.stringMatching(/must hold dates.*got column "payment" of kind/),
      details: { column: 'payment' },
    });
    await watch({ rows: { atLeast: 300 } });
    await addVersion(rides(2, 40));
    await look();
    expect(drifts((await history()).at(-1)?.findings)).toEqual(['rows volume']);
    expect((await alerts()).map(({ message }) => message)).toEqual([
      'Of dataset "rides" rows or values are damaged, in 40 rows up to 2026-03-03 06:00 UTC: 40 rows came in this window, at least 300 must.',
    ]);
    await app.handlers.monitors.unwatch({ dataset: 'rides' });
    expect(await alerts()).toEqual([]);
  });

  it('shows one column of a version beside the reference, and its course', async () => {
    await addVersion(rides(1, 400));
    await watch();
    await addVersion(withColumn(rides(2, 400), 'payment', () => 'card'));
    await look();
    const column = await app.handlers.monitors.column({ endpoint: watched, column: 'payment' });
    const cash = column.bars.find(({ label }) => label === 'cash');
    expect([cash?.shareReference, cash?.shareWindow]).toEqual([expect.closeTo(0.4, 1), 0]);
    const drift = await app.handlers.monitors.drift({ endpoint: watched, limit: 9, most: 9 });
    expect(drift.columns[0]).toMatchObject({ column: 'payment', states: 'D' });
    const shown = await app.handlers.monitors.show({ endpoint: watched });
    expect(OPERATIONS.monitors.show.output.safeParse(shown).error).toBeUndefined();
    expect(shown.dataset).toMatchObject({ version: 1, reference: 'version' });
  });
});

const taxi = sharedData('chicago_taxi/simple_data.csv');
const adult = sharedData('adult/adults.from_parquet.csv');

describe('versions of real data', () => {
  it.skipIf(taxi === undefined)(
    'of Chicago taxis are calm until one has cents, one lacks a column and one is half as large',
    { timeout: 120_000 },
    async () => {
      const parts = await shuffledParts(taxi ?? expect.unreachable(), 1400);
      const [, , , , , , , cents, lost, half] = parts;
      const changed = [
        ...parts.slice(0, 7),
        withColumn(cents ?? expect.unreachable(), 'fare', (fare) =>
          fare === '' ? '' : (100 * Number(fare)).toFixed(0),
        ),
        without(lost ?? expect.unreachable(), 'payment_type'),
        { ...(half ?? expect.unreachable()), rows: half?.rows.slice(0, 700) ?? [] },
      ];
      for (const part of changed) await addVersion(part);
      await watch();
      expect((await history()).map(({ findings }) => drifts(findings).sort())).toEqual([
        ...Array.from({ length: 6 }, () => []),
        ['fare ks', 'fare units'],
        ['payment_type column-gone'],
        ['rows volume'],
      ]);
    },
  );

  it.skipIf(adult === undefined)(
    'of the census are calm in each of thirty',
    { timeout: 120_000 },
    async () => {
      const parts = await shuffledParts(adult ?? expect.unreachable(), 1500);
      for (const part of parts.slice(0, 31)) await addVersion(part);
      expect(await watch()).toMatchObject({ status: 'calm', nVerdicts: 30 });
      expect((await history()).flatMap(({ findings }) => drifts(findings))).toEqual([]);
    },
  );
});
