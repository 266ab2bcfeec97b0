import { asId, type ExperimentName } from '@kaizenml/contracts';
import { OPERATIONS } from '@kaizenml/contracts/operations';
import { describe, expect, it } from 'vitest';
import { openFileArtifacts } from '../artifacts/index.ts';
import { openSqliteStore } from '../storage/index.ts';
import { tempHome } from '../testing/index.ts';
import { LEADERBOARD, LEADERBOARD_TIMES, showLeaderboard } from './index.ts';

const start = {
  experiment: asId<ExperimentName>('penguins-species'),
  name: 'penguins → species',
  params: {},
  pid: process.pid,
};

const board = {
  task: 'binary' as const,
  target: 'species',
  metric: {
    name: 'roc_auc',
    title: 'ROC AUC',
    better: 'higher' as const,
    unit: 'share' as const,
  },
  nTestRows: 69,
  rows: [
    {
      rank: 1,
      name: 'ridge-1',
      title: 'Ridge regression',
      estimator: 'ridge',
      params: { l2: 2 },
      level: 1,
      roles: ['champion' as const],
      score: 0.9,
      validation: { value: 0.9, low: 0.8, high: 0.95 },
      test: null,
      isBestAlike: true,
      sizeBytes: 120,
      status: 'finished' as const,
    },
  ],
  sentences: ['It is the only one.'],
};
const times = { 'ridge-1': { fitMs: 3, predictMsPer1000Rows: 0.5 } };

async function open() {
  const temp = await tempHome();
  const store = await openSqliteStore(temp.home.databasePath);
  const artifacts = openFileArtifacts(temp.home);
  return {
    show: showLeaderboard(store.runs, artifacts),
    async begin({ hasBoard }: { readonly hasBoard: boolean }) {
      const id = await store.runs.start(start);
      if (hasBoard) {
        const pages = [
          { ...LEADERBOARD, text: board },
          { ...LEADERBOARD_TIMES, text: times },
        ];
        for (const { artifact, file, text } of pages) {
          const stored = await artifacts.putFolder({ [file]: JSON.stringify(text) });
          await store.runs.addArtifact(id, { name: artifact, ...stored });
        }
      }
      await store.runs.finish(id, { status: 'finished' });
      return id;
    },
    [Symbol.asyncDispose]: async () => {
      await store.close();
      await temp[Symbol.asyncDispose]();
    },
  };
}

describe('runs.leaderboard', () => {
  it('joins what repeats and what the clock said, as its schema says', async () => {
    await using opened = await open();
    const id = await opened.begin({ hasBoard: true });
    const shown = await opened.show({ id: id.slice(0, 12) });
    expect(shown).toEqual({ run: id, ...board, times });
    expect(OPERATIONS.runs.leaderboard.output.parse(shown)).toEqual(shown);
  });

  it('takes the newest run that has one', async () => {
    await using opened = await open();
    await opened.begin({ hasBoard: true });
    const second = await opened.begin({ hasBoard: true });
    await opened.begin({ hasBoard: false });
    expect((await opened.show({ id: 'newest' })).run).toBe(second);
  });

  it('says so where there is none', async () => {
    await using opened = await open();
    await expect(opened.show({ id: 'newest' })).rejects.toMatchObject({
      code: 'RUN_NOT_FOUND',
      hint: 'Make one with `kaizen run FILE --target COLUMN`.',
    });
    const id = await opened.begin({ hasBoard: false });
    await expect(opened.show({ id })).rejects.toMatchObject({
      code: 'ARTIFACT_NOT_FOUND',
      message: `Run "${id}" has no leaderboard: it is finished, and compared no models or is older than leaderboards.`,
    });
  });
});
