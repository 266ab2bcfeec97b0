import { join } from 'node:path';
import { asId, type ExperimentName } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { openFileArtifacts } from '../artifacts/index.ts';
import { openSqliteStore } from '../storage/index.ts';
import { tempHome } from '../testing/index.ts';
import { listRuns, reportRun, type StartRun, showRun } from './index.ts';

const EXPERIMENT = asId<ExperimentName>('penguins-species');

const run: StartRun = {
  experiment: EXPERIMENT,
  name: 'penguins · species',
  params: { seed: 1 },
  pid: process.pid,
};

async function open() {
  const temp = await tempHome();
  const store = await openSqliteStore(temp.home.databasePath);
  return {
    store,
    artifacts: openFileArtifacts(temp.home),
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await temp[Symbol.asyncDispose]();
    },
  };
}

describe('runs.list', () => {
  it('gives pages that its schema accepts, by experiment and status', async () => {
    await using opened = await open();
    const { store } = opened;
    const ids = [];
    for (let i = 0; i < 3; i++) ids.unshift(await store.runs.start(run));
    const list = listRuns(store);
    const first = OPERATIONS.runs.list.output.parse(
      await list({ experiment: EXPERIMENT, status: 'running', limit: 2 }),
    );
    const second = await list({ limit: 2, after: first.next });
    expect([...first.items, ...second.items].map(({ id }) => id)).toEqual(ids);
    expect('next' in second).toBe(false);
  });

  it('says EXPERIMENT_NOT_FOUND and offers the name that was meant', async () => {
    await using opened = await open();
    await opened.store.experiments.ensure(EXPERIMENT);
    const attempt = listRuns(opened.store)({ experiment: 'penguin-species', limit: 5 });
    await expect(attempt).rejects.toMatchObject({
      code: 'EXPERIMENT_NOT_FOUND',
      message: 'Experiment "penguin-species" does not exist.',
      hint: 'Did you mean "penguins-species"?',
      details: { name: 'penguin-species' },
    });
  });
});

describe('runs.show', () => {
  it('gives the run with its lineage, as its schema says', async () => {
    await using opened = await open();
    const { store } = opened;
    const id = await store.runs.start(run);
    const edge = { from: 'dataset:d', to: `run:${id}`, role: 'trained-on' };
    await store.lineage.add([edge]);
    const shown = await showRun(store)({ id: id.slice(0, 12) });
    expect(OPERATIONS.runs.show.output.parse(shown)).toEqual(shown);
    expect(shown).toMatchObject({ id, params: { seed: 1 }, lineage: [edge] });
  });

  it('says RUN_NOT_FOUND, and names the newest when a prefix is of several', async () => {
    await using opened = await open();
    const { store } = opened;
    await store.runs.start(run);
    const newest = await store.runs.start(run);
    const show = showRun(store);
    await expect(show({ id: '01JD0000000000000000000000' })).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
      message: 'Run "01JD0000000000000000000000" does not exist.',
      hint: 'See the ids with `kaizen runs list`.',
      details: { id: '01JD0000000000000000000000' },
    });
    const prefix = newest.slice(0, 6);
    await expect(show({ id: prefix })).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
      message: `"${prefix}" must be the beginning of one run id, got 2 that begin so.`,
      hint: `Give more of it; the newest is ${newest}.`,
      details: { id: prefix },
    });
  });
});

describe('runs.report', () => {
  it('gives the file report.html of the artifact named report, and where it lies', async () => {
    await using opened = await open();
    const { store, artifacts } = opened;
    const id = await store.runs.start(run);
    const { hash, sizeBytes } = await artifacts.putFolder({ 'report.html': '<h1>½</h1>' });
    await store.runs.addArtifact(id, { name: 'report', hash, sizeBytes });
    expect(await reportRun(store.runs, artifacts)({ id })).toEqual({
      html: '<h1>½</h1>',
      path: join(await artifacts.pathOf(hash), 'report.html'),
    });
  });

  it('says ARTIFACT_NOT_FOUND while there is none', async () => {
    await using opened = await open();
    const { store, artifacts } = opened;
    const id = await store.runs.start(run);
    await expect(reportRun(store.runs, artifacts)({ id })).rejects.toMatchObject({
      code: 'ARTIFACT_NOT_FOUND',
      message: `Run "${id}" has no report: it is running.`,
      hint: 'Wait for its end.',
      details: { id, status: 'running' },
    });
  });
});
