import { TABLE_TASKS } from '@kaizenml/contracts';
import type { Handler, Operations, OutputOf } from '@kaizenml/contracts/operations';
import { getMetric } from '@kaizenml/ml/metrics';
import type { Clock } from '../kit/index.ts';
import type { TrialProgress } from '../progress.ts';
import type { Store } from '../storage/store.ts';
import { getRun } from './get-run.ts';
import { type RunJournal, readJournal } from './journal.ts';
import { readLastWords } from './last-words.ts';
import type { RunStatus } from './store.ts';

type Progress = OutputOf<Operations['runs']['progress']>;

/** States after which a run can go on. */
export const RESUMABLE: readonly RunStatus[] = ['stopped', 'killed', 'failed'];

/** Whether a run wrote down what goes on with it. */
export function canGoOn({ asked }: RunJournal): boolean {
  return typeof asked.pipeline === 'string';
}

/** Tag of a run that goes on with another one. */
export const RESUMES = 'resumes';

/** What progress is read from. */
export interface ProgressDeps {
  readonly store: Pick<Store, 'runs'>;
  /** Absolute path of the home. */
  readonly home: string;
  readonly clock: Clock;
}

/** Tells how far a run is, from what it has written down. */
export const progressOfRun =
  ({ store, home, clock }: ProgressDeps): Handler<Operations['runs']['progress']> =>
  async ({ id, after }) => {
    const run = await getRun(store.runs, id);
    const journal = await readJournal(home, run.id);
    const { stage, trials = [] } = journal ?? {};
    const isRunning = run.status === 'running';
    return {
      id: run.id,
      status: run.status,
      startedAt: run.startedAt,
      stage: stage
        ? { name: stage.name, detail: stage.detail, startedAt: new Date(stage.at).toISOString() }
        : null,
      msLeft: isRunning ? msLeft(journal, clock) : null,
      metric: metricOf(trials),
      hasCandidates: !TABLE_TASKS.some((task) => task === run.params.task),
      nTrials: trials.length,
      nPlanned: trials.at(-1)?.of ?? null,
      trials: trials.slice(after).map(toShown),
      canStop: isRunning && journal !== undefined,
      canResume: RESUMABLE.includes(run.status) && journal !== undefined && canGoOn(journal),
      resumes: run.tags[RESUMES] ?? null,
      lastWords: run.status === 'killed' ? await readLastWords(home, run.id) : null,
    };
  };

function msLeft(journal: RunJournal | undefined, clock: Clock): number | null {
  const endsAt = journal?.endsAt;
  return endsAt === undefined ? null : Math.max(0, endsAt - clock.now());
}

function metricOf(trials: readonly TrialProgress[]): Progress['metric'] {
  const name = trials.find(({ trial }) => trial !== undefined)?.trial?.metric;
  if (name === undefined) return null;
  const { title, better, unit } = getMetric(name);
  return { name, title, better, unit };
}

function toShown({ n, name, score, trial }: TrialProgress): Progress['trials'][number] {
  return {
    n,
    name,
    title: trial?.title ?? name,
    status: trial?.status ?? (score === undefined ? 'failed' : 'finished'),
    isBaseline: trial?.isBaseline ?? false,
    score: score ?? null,
    scoreSd: trial?.scoreSd ?? null,
    nFolds: trial?.nFolds ?? 0,
    fitMs: trial?.fitMs ?? null,
    error: trial?.error ?? null,
  };
}
