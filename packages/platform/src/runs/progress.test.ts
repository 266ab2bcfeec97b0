import { asId, type ExperimentName } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { expect, it } from 'vitest';
import { silentProgress, type TrialDetails } from '../progress.ts';
import { openSqliteStore } from '../storage/index.ts';
import { tempHome } from '../testing/index.ts';
import { openJournal, progressOfRun } from './index.ts';

const DETAILS: TrialDetails = {
  title: 'Ridge regression',
  status: 'finished',
  isBaseline: false,
  metric: 'rmse',
  scoreSd: 0.1,
  nFolds: 5,
  fitMs: 2,
};

it('tells what a run has told, as its schema says, and leaves out what the caller has', async () => {
  await using temp = await tempHome();
  const { path: home, databasePath } = temp.home;
  const clock = { now: () => 10_000 };
  const store = await openSqliteStore(databasePath, { clock });
  const experiment = asId<ExperimentName>('houses-price');
  const start = { experiment, name: 'houses@1 → price', params: {}, pid: process.pid };
  const id = await store.runs.start(start);
  const progress = progressOfRun({ store, home, clock });
  const before = await progress({ id, after: 0 });
  expect(before).toMatchObject({ stage: null, metric: null, trials: [], canStop: false });

  const journal = openJournal(home, id, { clock });
  journal.asked({ pid: process.pid, host: 'here', mark: null }, { pipeline: 'train' });
  journal.begun(12_500);
  const watched = journal.watch(silentProgress);
  watched.stage('Trying models');
  watched.trial({ n: 1, of: 9, name: 'ridge', score: 3, trial: DETAILS });
  const failed = { ...DETAILS, status: 'failed', nFolds: 0, fitMs: null, error: 'no' } as const;
  watched.trial({ n: 2, of: 9, name: 'tree', trial: failed });

  const now = await progress({ id, after: 0 });
  expect(OPERATIONS.runs.progress.output.parse(now)).toEqual(now);
  expect(now).toMatchObject({
    ...{
      status: 'running',
      msLeft: 2500,
      nTrials: 2,
      nPlanned: 9,
      canStop: true,
      canResume: false,
    },
    stage: { name: 'Trying models' },
    metric: { name: 'rmse', better: 'lower' },
    trials: [
      { name: 'ridge', title: 'Ridge regression', score: 3, scoreSd: 0.1, status: 'finished' },
      { name: 'tree', score: null, status: 'failed', error: 'no' },
    ],
  });
  const rest = await progress({ id, after: 1 });
  expect(rest.trials.map(({ name }) => name)).toEqual(['tree']);

  await store.runs.finish(id, { status: 'stopped', error: 'It was stopped.' });
  const ended = await progress({ id, after: 2 });
  expect(ended).toMatchObject({ msLeft: null, trials: [], canStop: false, canResume: true });
  await store.close();
});
