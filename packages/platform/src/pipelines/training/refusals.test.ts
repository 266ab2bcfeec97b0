import { asId, type ExperimentName, type RunId } from '@kaizenml/contracts';
import { describe, expect, it } from 'vitest';
import { openFileArtifacts } from '../../artifacts/index.ts';
import { processMark, systemClock } from '../../kit/index.ts';
import { openJournal } from '../../runs/index.ts';
import { openSqliteStore } from '../../storage/index.ts';
import { tempHome } from '../../testing/index.ts';
import type { RunDeps } from '../in-run.ts';
import { createLaunch } from './launch-training.ts';
import { resumeRun } from './resume.ts';
import { stopRun } from './stop.ts';

const experiment = asId<ExperimentName>('penguins-species');
const DEAD = 2 ** 30;

async function openDeps(): Promise<{ readonly deps: RunDeps } & AsyncDisposable> {
  const temp = await tempHome();
  const store = await openSqliteStore(temp.home.databasePath);
  const artifacts = openFileArtifacts(temp.home);
  return {
    deps: { store, artifacts, clock: systemClock, home: temp.home.path },
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await temp[Symbol.asyncDispose]();
    },
  };
}

const start = (deps: RunDeps, pid: number) =>
  deps.store.runs.start({ experiment, name: 'penguins@1 → species', params: {}, pid });

const writeDown = (deps: RunDeps, id: RunId, process: { pid: number; host: string }) =>
  openJournal(deps.home, id, deps).asked(
    { ...process, mark: processMark(process.pid) ?? null },
    { pipeline: 'train' },
  );

const nothing = () => Promise.reject(new Error('not launched'));

describe('a run is not', () => {
  it('begun beside two others', async () => {
    await using opened = await openDeps();
    const { deps } = opened;
    const ids = [await start(deps, process.pid), await start(deps, process.pid)];
    await start(deps, DEAD);
    const launch = createLaunch(deps);
    const asked = { project: {}, target: 'species', folder: '/', budgetMs: 1000 };
    await expect(launch(asked as Parameters<typeof launch>[0])).rejects.toMatchObject({
      code: 'RUNS_BUSY',
      details: { most: 2, running: ids.toReversed() },
    });
  });

  it('stopped after its end', async () => {
    await using opened = await openDeps();
    const { deps } = opened;
    const id = await start(deps, process.pid);
    await deps.store.runs.finish(id, { status: 'finished' });
    await expect(stopRun(deps)({ id })).rejects.toMatchObject({
      code: 'RUN_FINISHED',
      details: { id, status: 'finished' },
    });
  });

  it.each([
    ['that did not write down its process', undefined],
    ['of another machine', { pid: process.pid, host: 'elsewhere.example' }],
    ['of the process that is asked', { pid: process.pid, host: '' }],
  ])('stopped when it is one %s', async (_, where) => {
    await using opened = await openDeps();
    const { deps } = opened;
    const id = await start(deps, process.pid);
    const { hostname } = await import('node:os');
    if (where) writeDown(deps, id, { ...where, host: where.host || hostname() });
    await expect(stopRun(deps)({ id })).rejects.toMatchObject({
      code: 'RUN_OUT_OF_REACH',
      details: { id },
    });
  });

  it('gone on with while it runs, when it is finished, or without a journal', async () => {
    await using opened = await openDeps();
    const { deps } = opened;
    const resume = resumeRun(deps, nothing);
    const [running, finished, killed] = [
      await start(deps, process.pid),
      await start(deps, process.pid),
      await start(deps, DEAD),
    ];
    await deps.store.runs.finish(finished, { status: 'finished' });
    for (const id of [running, finished, killed])
      await expect(resume({ id })).rejects.toMatchObject({
        code: 'RUN_NOT_RESUMABLE',
        details: { id },
      });
  });
});
