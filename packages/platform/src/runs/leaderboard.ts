import { AppError } from '@kaizenml/contracts';
import {
  type Handler,
  LeaderboardSchema,
  LeaderboardTimesSchema,
  type Operations,
} from '@kaizenml/contracts/operations';
import type { ArtifactStore } from '../artifacts/index.ts';
import { getRun } from './get-run.ts';
import type { RunRecord, RunStore } from './store.ts';

const NEWEST = 'newest';
const MAX_LOOKED_AT = 100;

/** Names of the artifacts that hold a leaderboard, and of the file in each. */
export const LEADERBOARD = { artifact: 'leaderboard', file: 'leaderboard.json' } as const;
export const LEADERBOARD_TIMES = { artifact: 'leaderboard-times', file: 'times.json' } as const;

/** Gives what a run compared. Of runs without a leaderboard, such as imports, `newest` looks past. */
export const showLeaderboard =
  (runs: RunStore, artifacts: ArtifactStore): Handler<Operations['runs']['leaderboard']> =>
  async ({ id }) => {
    const run = id.toLowerCase() === NEWEST ? await newestRun(runs) : await getRun(runs, id);
    const read = async ({ artifact, file }: { artifact: string; file: string }) => {
      const found = run.artifacts.find(({ name }) => name === artifact);
      if (found === undefined) throw noLeaderboard(run);
      const bytes = await artifacts.read(found.hash, file);
      return JSON.parse(Buffer.from(bytes).toString()) as unknown;
    };
    return {
      run: run.id,
      ...LeaderboardSchema.parse(await read(LEADERBOARD)),
      times: LeaderboardTimesSchema.parse(await read(LEADERBOARD_TIMES)),
    };
  };

async function newestRun(runs: RunStore): Promise<RunRecord> {
  const { items } = await runs.list({ status: 'finished' }, { limit: MAX_LOOKED_AT });
  for (const { id } of items) {
    const run = await runs.find(id);
    if (run?.artifacts.some(({ name }) => name === LEADERBOARD.artifact)) return run;
  }
  throw new AppError('RUN_NOT_FOUND', {
    message: `No finished run with a leaderboard is among the newest ${MAX_LOOKED_AT}.`,
    hint: 'Make one with `kaizen run FILE --target COLUMN`.',
    details: { nLookedAt: items.length },
  });
}

function noLeaderboard({ id, status }: RunRecord): AppError {
  return new AppError('ARTIFACT_NOT_FOUND', {
    message: `Run "${id}" has no leaderboard: it is ${status}${status === 'finished' ? ', and compared no models or is older than leaderboards' : ''}.`,
    hint:
      status === 'running'
        ? 'Wait for its end.'
        : 'A run that searches has one: `kaizen run FILE --target COLUMN`; see the newest with `kaizen leaderboard`.',
    details: { id, status },
  });
}
