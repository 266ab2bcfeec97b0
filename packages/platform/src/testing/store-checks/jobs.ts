import assert from 'node:assert/strict';
import type { NewJob } from '../../jobs/store.ts';
import { readPages, refuses } from './asserts.ts';
import { AWKWARD_TEXT, upTo } from './examples.ts';
import { checksOf, type OpenStore, type StoreCheck } from './store-check.ts';

const DUE = '2026-01-02T06:00:00.000Z';
const NEXT = '2026-01-03T06:00:00.000Z';
/** No process has this number on Linux, whose largest is 4 194 304. */
const NOBODY = 999_999_999;

const OUTCOME = {
  status: 'passed',
  version: 3,
  nRows: 2 ** 40,
  nErrors: 0,
  nWarnings: 2,
  message: AWKWARD_TEXT,
} as const;

function aJob(changes: Partial<NewJob> = {}): NewJob {
  return {
    name: 'orders',
    dataset: 'orders',
    path: '/data/orders.csv',
    schedule: '0 6 * * *',
    onNewFiles: false,
    hold: false,
    nextAt: DUE,
    ...changes,
  };
}

function aRun(changes: { path?: string; stamp?: string; again?: boolean; pid?: number } = {}) {
  const { path = '/data/orders.csv', stamp = '1', again = false, pid = process.pid } = changes;
  return { job: 'orders', trigger: 'schedule', file: { path, stamp }, again, pid } as const;
}

/** What every store does with data jobs. */
export function jobChecks(open: OpenStore): readonly StoreCheck[] {
  return checksOf(open, 'jobs', {
    'give back what was added, once': async ({ store: { jobs } }) => {
      const job = aJob({ path: AWKWARD_TEXT, hold: true, schedule: null, nextAt: null });
      const added = await jobs.add(job);
      assert.deepEqual(added, {
        ...job,
        isPaused: false,
        createdAt: added.createdAt,
        lastRun: null,
      });
      assert.deepEqual(await jobs.find('orders'), added);
      assert.equal(await jobs.find('others'), undefined);
      await refuses(jobs.add(aJob()), {
        code: 'JOB_EXISTS',
        message: /^Job "orders" must be new/,
        details: { name: 'orders' },
      });
      assert.deepEqual(await jobs.find('orders'), added);
    },
    'come by name in complete pages, with their last run': async ({ store: { jobs } }) => {
      for (const i of upTo(9)) await jobs.add(aJob({ name: `job-${i}` }));
      await jobs.add(aJob());
      const run = await jobs.begin(aRun());
      assert.ok(typeof run === 'object');
      for (const limit of [1, 4, 10, 50]) {
        const items = await readPages((page) => jobs.list(page), limit);
        assert.deepEqual(
          items.map(({ name }) => name),
          [...upTo(9).map((i) => `job-${i}`), 'orders'],
        );
        assert.deepEqual(items.at(-1)?.lastRun, run);
      }
    },
    'give a due time to one of several schedulers': async ({ store: { jobs }, again }) => {
      const other = (await again()).jobs;
      await jobs.add(aJob());
      const taken = await Promise.all(
        upTo(10).map((i) => (i % 2 ? jobs : other).takeTurn('orders', DUE, NEXT)),
      );
      assert.equal(taken.filter(Boolean).length, 1);
      assert.equal((await jobs.find('orders'))?.nextAt, NEXT);
      await jobs.setPaused('orders', true, NEXT);
      assert.equal(await jobs.takeTurn('orders', NEXT, null), false);
      assert.deepEqual(await jobs.active(), []);
    },
    'run in one process at a time, and in the next one after a kill': async ({
      store: { jobs },
      again,
    }) => {
      const other = (await again()).jobs;
      await jobs.add(aJob());
      const killed = await jobs.begin(aRun({ pid: NOBODY }));
      assert.ok(typeof killed === 'object');
      assert.equal((await jobs.runs('orders', 1))[0]?.status, 'killed');
      const begun = await Promise.all(
        upTo(6).map((i) => (i % 2 ? jobs : other).begin(aRun({ path: `/data/${i}.csv` }))),
      );
      assert.equal(begun.filter((run) => typeof run === 'object').length, 1);
      assert.equal(begun.filter((run) => run === 'busy').length, 5);
      assert.equal(await other.isBusy('orders'), true);
    },
    'know the files that they have dealt with, as they were': async ({ store: { jobs } }) => {
      await jobs.add(aJob());
      const run = await jobs.begin(aRun());
      assert.ok(typeof run === 'object');
      const ended = await jobs.finish(run.id, OUTCOME);
      assert.deepEqual(ended, { ...run, ...OUTCOME, endedAt: ended.endedAt });
      assert.equal(await jobs.begin(aRun()), 'known');
      const repeated = await jobs.begin(aRun({ again: true }));
      assert.ok(typeof repeated === 'object');
      await jobs.finish(repeated.id, { ...OUTCOME, status: 'failed' });
      const changed = await jobs.begin(aRun({ stamp: '2' }));
      assert.ok(typeof changed === 'object');
      await jobs.finish(changed.id, { ...OUTCOME, status: 'failed' });
      assert.equal(typeof (await jobs.begin(aRun({ stamp: '2' }))), 'object');
      const runs = await jobs.runs('orders', 2);
      assert.deepEqual(
        runs.map(({ status }) => status),
        ['running', 'failed'],
      );
    },
    'are removed with their runs, unless one is under way': async ({ store: { jobs } }) => {
      await jobs.add(aJob());
      const run = await jobs.begin(aRun());
      assert.ok(typeof run === 'object');
      await refuses(jobs.remove('orders'), {
        code: 'JOB_BUSY',
        message: /^Job "orders" must be idle/,
        details: { name: 'orders' },
      });
      await jobs.finish(run.id, OUTCOME);
      assert.equal(await jobs.remove('orders'), 1);
      assert.equal(await jobs.find('orders'), undefined);
      await jobs.add(aJob());
      assert.equal(typeof (await jobs.begin(aRun())), 'object');
    },
  });
}
