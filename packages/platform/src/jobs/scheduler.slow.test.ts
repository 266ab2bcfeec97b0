import { rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../test/thrown-by.ts';
import { type App, openApp } from '../app.ts';
import { ensureDatasetVersion } from '../datasets/index.ts';
import { createLog } from '../kit/index.ts';
import type { Store } from '../storage/index.ts';
import { type TempHome, tempHome } from '../testing/index.ts';
import {
  addJob,
  type CheckData,
  checkArrival,
  createScheduler,
  runJobNow,
  type Scheduler,
} from './index.ts';

const MIDNIGHT = Date.UTC(2026, 0, 2);
const HOUR = 3_600_000;
const DUCKS = 'name,weight\nmallard,1.1\neider,2.2\nteal,0.3\n';

let temp: TempHome;
let store: Store;
let app: App;
let now = MIDNIGHT;
const schedulers: Scheduler[] = [];
const clock = { now: () => now };
const log = createLog({ level: 'silent' });

beforeEach(async () => {
  now = MIDNIGHT;
  temp = await tempHome();
  app = await openApp({ home: temp.home.path, clock, log });
  store = app.store;
});

afterEach(async () => {
  for (const scheduler of schedulers.splice(0)) await scheduler.close();
  await app.close();
  await temp[Symbol.asyncDispose]();
});

/** Adds without checking: what schedules and watches do does not depend on the schema. */
const addOnly: CheckData = async ({ path, dataset, signal }) => {
  const { record, isNew } = await ensureDatasetVersion(app, { path, name: dataset, signal });
  return { version: record.version, isNew, nRows: record.nRows, anomalies: [] };
};

function scheduler(): Scheduler {
  const made = createScheduler({ store, checkData: addOnly, clock, log });
  schedulers.push(made);
  return made;
}

async function add(name: string, job: { path: string; schedule?: string; onNewFiles?: boolean }) {
  return await addJob(store.jobs, clock)({ onNewFiles: false, hold: false, ...job, name });
}

const runsOf = async (name: string) =>
  (await store.jobs.runs(name, 50)).map(({ status, file, version }) => ({ status, file, version }));

describe('a scheduled job', () => {
  it('runs when it is due, once, however often anyone looks', async () => {
    const path = join(temp.folder, 'ducks.csv');
    await writeFile(path, DUCKS);
    const job = await add('ducks', { path, schedule: '0 6 * * *' });
    expect(job.nextAt).toBe('2026-01-02T06:00:00.000Z');
    const [one, two] = [scheduler(), scheduler()];
    await Promise.all([one.look(), two.look()]);
    expect(await runsOf('ducks')).toEqual([]);
    now = MIDNIGHT + 6 * HOUR;
    await Promise.all([one.look(), two.look()]);
    await one.look();
    expect(await runsOf('ducks')).toEqual([{ status: 'passed', file: 'ducks.csv', version: 1 }]);
    expect((await store.jobs.find('ducks'))?.nextAt).toBe('2026-01-03T06:00:00.000Z');
  });

  it('is made up for once when nobody was there, and reads a file that looks unchanged', async () => {
    const path = join(temp.folder, 'ducks.csv');
    await writeFile(path, DUCKS);
    await add('ducks', { path, schedule: '0 * * * *' });
    now = MIDNIGHT + 100 * HOUR;
    await scheduler().look();
    now += HOUR;
    await scheduler().look();
    expect(await runsOf('ducks')).toEqual([
      { status: 'unchanged', file: 'ducks.csv', version: 1 },
      { status: 'passed', file: 'ducks.csv', version: 1 },
    ]);
  });

  it('raises one alert while its file is missing, and ends it when the file is back', async () => {
    const path = join(temp.folder, 'ducks.csv');
    await add('ducks', { path, schedule: '0 * * * *' });
    for (const hours of [1, 2, 3]) {
      now = MIDNIGHT + hours * HOUR;
      await scheduler().look();
    }
    const { items } = await store.alerts.list(['open'], { limit: 9 });
    expect(items).toMatchObject([{ count: 3, subject: 'job:ducks', severity: 'error' }]);
    expect(items[0]?.message).toMatch(/^Job "ducks" could not read ".*ducks\.csv": File ".*" must/);
    await writeFile(path, DUCKS);
    now = MIDNIGHT + 4 * HOUR;
    await scheduler().look();
    expect((await store.alerts.list(['open'], { limit: 9 })).items).toEqual([]);
    expect((await store.alerts.list(['resolved'], { limit: 9 })).items).toHaveLength(1);
  });

  it.each(['tomorrow', '61 * * * *', '* * * * * *', ''])(
    'is refused with the schedule "%s"',
    async (schedule) => {
      const thrown = await rejectionOf(add('ducks', { path: 'ducks.csv', schedule }));
      expect(thrown).toMatchObject({
        code: 'ARGUMENT_INVALID',
        message: expect.stringContaining(`got "${schedule}"`),
        details: { schedule },
      });
    },
  );
});

describe('a job that waits for new files', () => {
  it('reads each file once, as soon as it has stopped growing', async () => {
    await add('ducks', { path: join(temp.folder, '*.csv'), onNewFiles: true });
    const watching = scheduler();
    await watching.look();
    const path = join(temp.folder, 'a.csv');
    await writeFile(path, 'name,weight\nmal');
    await watching.look();
    await writeFile(path, DUCKS);
    await watching.look();
    expect(await runsOf('ducks')).toEqual([]);
    await watching.look();
    await watching.look();
    expect(await runsOf('ducks')).toEqual([{ status: 'passed', file: 'a.csv', version: 1 }]);
    await writeFile(join(temp.folder, 'b.tmp'), `${DUCKS}gadwall,0.9\n`);
    await rename(join(temp.folder, 'b.tmp'), join(temp.folder, 'b.csv'));
    await watching.look();
    await watching.look();
    expect((await runsOf('ducks'))[0]).toEqual({ status: 'passed', file: 'b.csv', version: 2 });
    const later = scheduler();
    for (let i = 0; i < 3; i++) await later.look();
    expect(await runsOf('ducks')).toHaveLength(2);
  });

  it('tries a broken file once and says so; the others go on', async () => {
    await add('ducks', { path: join(temp.folder, '*.csv'), onNewFiles: true });
    await writeFile(join(temp.folder, 'a.csv'), 'name,weight\nmallard\n');
    await writeFile(join(temp.folder, 'b.csv'), DUCKS);
    const watching = scheduler();
    for (let i = 0; i < 5; i++) await watching.look();
    expect(await runsOf('ducks')).toEqual([
      { status: 'passed', file: 'b.csv', version: 1 },
      { status: 'failed', file: 'a.csv', version: null },
    ]);
    const { items } = await store.alerts.list(['open'], { limit: 9 });
    expect(items).toMatchObject([{ count: 1, details: { code: 'ROW_RAGGED' } }]);
    await writeFile(join(temp.folder, 'a.csv'), `${DUCKS}gadwall,0.9\n`);
    for (let i = 0; i < 2; i++) await watching.look();
    expect((await runsOf('ducks'))[0]).toEqual({ status: 'passed', file: 'a.csv', version: 2 });
    expect((await store.alerts.list(['open'], { limit: 9 })).items).toEqual([]);
  });

  it('is not at work while it is paused', async () => {
    await add('ducks', { path: join(temp.folder, '*.csv'), onNewFiles: true });
    await store.jobs.setPaused('ducks', true, null);
    await writeFile(join(temp.folder, 'a.csv'), DUCKS);
    for (let i = 0; i < 3; i++) await scheduler().look();
    expect(await runsOf('ducks')).toEqual([]);
  });
});

describe('a job run by hand', () => {
  it('reads what it has not dealt with, and says when the file is missing', async () => {
    const run = runJobNow({ store, checkData: checkArrival(app) });
    await add('ducks', { path: join(temp.folder, '*.csv'), onNewFiles: true });
    expect(await run({ name: 'ducks' })).toEqual({ runs: [] });
    await writeFile(join(temp.folder, 'a.csv'), DUCKS);
    expect((await run({ name: 'ducks' })).runs).toMatchObject([{ status: 'passed', version: 1 }]);
    expect(await run({ name: 'ducks' })).toEqual({ runs: [] });
    await add('geese', { path: join(temp.folder, 'geese.csv'), schedule: '0 6 * * *' });
    const { runs } = await run({ name: 'geese' });
    expect(runs).toMatchObject([
      { status: 'failed', message: expect.stringMatching(/must exist/) },
    ]);
    await rm(join(temp.folder, 'a.csv'));
    const thrown = await rejectionOf(run({ name: 'duck' }));
    expect(thrown).toMatchObject({
      code: 'JOB_NOT_FOUND',
      message: 'Job "duck" does not exist.',
      hint: 'Did you mean "ducks"?',
    });
  });
});

describe('data that break the schema', () => {
  const path = () => join(temp.folder, 'ducks.csv');
  const geese = 'name,weight\nmallard,1.1\ngoose,2.2\nteal,heavy\n';
  const addDucks = (hold: boolean) =>
    addJob(
      store.jobs,
      clock,
    )({ name: 'ducks', path: path(), schedule: '0 * * * *', onNewFiles: false, hold });

  it('are measured by the schema of the first version, kept, and told', async () => {
    await addDucks(false);
    const run = runJobNow({ store, checkData: checkArrival(app) });
    await writeFile(path(), DUCKS);
    expect((await run({ name: 'ducks' })).runs).toMatchObject([{ status: 'passed', version: 1 }]);
    expect((await store.schemas.find('ducks'))?.text).toContain('dataset: ducks');
    await writeFile(path(), geese);
    const [rejected] = (await run({ name: 'ducks' })).runs;
    expect(rejected).toMatchObject({ status: 'rejected', version: 2, nRows: 3 });
    const { items } = await store.alerts.list(['open'], { limit: 9 });
    expect(items).toMatchObject([{ subject: 'job:ducks', count: 1 }]);
    expect(items[0]?.message).toMatch(/^".*ducks\.csv" breaks the schema of "ducks": Column "/);
  });

  it('are held back when the job says so', async () => {
    await addDucks(true);
    const run = runJobNow({ store, checkData: checkArrival(app) });
    await writeFile(path(), DUCKS);
    await run({ name: 'ducks' });
    await writeFile(path(), geese);
    const [rejected] = (await run({ name: 'ducks' })).runs;
    expect(rejected).toMatchObject({
      status: 'rejected',
      version: null,
      message: expect.stringMatching(/held back\.$/),
    });
    expect(await store.datasets.versions('ducks')).toHaveLength(1);
    await writeFile(path(), DUCKS);
    expect((await run({ name: 'ducks' })).runs).toMatchObject([{ status: 'unchanged' }]);
    expect((await store.alerts.list(['open'], { limit: 9 })).items).toEqual([]);
  });
});
