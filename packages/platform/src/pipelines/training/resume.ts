import { AppError } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import {
  canGoOn,
  getRun,
  RESUMABLE,
  RESUMES,
  type RunJournal,
  type RunRecord,
  readJournal,
} from '../../runs/index.ts';
import type { RunDeps } from '../in-run.ts';
import { fromAsked } from './asked-training.ts';
import type { Launch } from './launch-training.ts';

/** What is left of a budget at least, milliseconds: enough to finish with what was found. */
const LEAST_BUDGET_MS = 5000;

/** Goes on with a run: the same request, with the time that was left. Steps and candidates that it had finished are taken over. */
export const resumeRun =
  (deps: RunDeps, launch: Launch): Handler<Operations['runs']['resume']> =>
  async ({ id }) => {
    const run = await getRun(deps.store.runs, id);
    if (!RESUMABLE.includes(run.status)) throw cannotGoOn(run, `status "${run.status}"`);
    const journal = await readJournal(deps.home, run.id);
    if (journal === undefined || !canGoOn(journal))
      throw cannotGoOn(run, 'one that no training goes on with');
    const asked = fromAsked(journal.asked);
    return await launch({ ...asked, budgetMs: timeLeft(run, journal) }, { [RESUMES]: run.id });
  };

function timeLeft({ startedAt, endedAt }: RunRecord, { asked, toldAt }: RunJournal) {
  const { budgetMs } = fromAsked(asked);
  if (budgetMs === undefined) return undefined;
  const endedMs = endedAt === null ? toldAt : Date.parse(endedAt);
  return Math.max(LEAST_BUDGET_MS, budgetMs - (endedMs - Date.parse(startedAt)));
}

function cannotGoOn({ id, status }: RunRecord, received: string): AppError {
  return new AppError('RUN_NOT_RESUMABLE', {
    message: `Run "${id}" must have been stopped, killed or failed to go on, got ${received}.`,
    hint:
      status === 'running'
        ? `Stop it first with \`kaizen runs stop ${id}\`.`
        : 'Run the same command again; what is cached is taken over.',
    details: { id, status },
  });
}
