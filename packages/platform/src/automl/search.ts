import { getMetric } from '@kaizenml/ml/metrics';
import {
  type Candidate,
  dealInOrder,
  LAG,
  type Proposal,
  type Result,
  type Searcher,
} from '@kaizenml/ml/search';
import type { Clock } from '../kit/index.ts';
import type { Progress } from '../progress.ts';
import { openDeadline } from './deadline.ts';
import { foldStore } from './fold-store.ts';
import { dropAnswers, nKeptAnswers, withoutAnswers } from './kept-answers.ts';
import { openScoreboard } from './scoreboard.ts';
import { shareTrialData } from './share-trial-data.ts';
import type { Trial } from './trial.ts';
import { answerLength, type TrialData } from './trial-messages.ts';
import { type TrialPool, tryCandidate } from './try-candidate.ts';
import { createWorkerPool } from './worker-pool.ts';

/** Where candidates come from. */
export interface CandidateSource {
  /** Tried before all others: what every model must beat. */
  readonly baselines: readonly Candidate[];
  readonly searcher: Searcher;
  /** Candidates that are begun besides the baselines. Default: as many as the searcher has. */
  readonly nTrials?: number | undefined;
  /** Candidates in a row, none better than the best, after which no other is begun. Default: none are too many. */
  readonly patience?: number | undefined;
  /** What a candidate costs, where searches must repeat. Default: the milliseconds of its fits. */
  readonly costOf?: ((candidate: Candidate) => number) | undefined;
}

/** A trial, and what the searcher was told of it, where it had proposed it. */
export interface SavedTrial {
  readonly trial: Trial;
  readonly result?: Result;
}

/** How far a search may go. */
export interface SearchLimits {
  readonly nWorkers: number;
  /** Instant at which it stops, ms since 1970; undefined: every candidate is tried. */
  readonly deadlineAt: number | undefined;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly seed: number;
  readonly progress: Progress;
  /** What an earlier, interrupted search has saved under a name. */
  recall(name: string): Promise<SavedTrial | undefined>;
  /** Called for each finished trial before the next one is counted. */
  remember(name: string, saved: SavedTrial): Promise<void>;
}

/** What came of a search. */
export interface SearchOutcome {
  /** Baselines, then the others in the order in which they were begun. */
  readonly trials: readonly Trial[];
  /** False when the clock ended it. */
  readonly isComplete: boolean;
}

/**
 * Tries candidates by cross-validation on threads, as a searcher proposes them.
 *
 * At the deadline threads are stopped, but not before one fold of a real candidate is done: a late model is worth more than
 * none. A candidate with at least one finished fold counts with what it has. Scores depend on the seed, the candidate's place
 * and the fold only, and the searcher hears of results in their order: without a deadline any number of workers gives the same
 * trials. What an earlier search has saved is not tried again, and this one goes on behind it.
 */
export async function searchCandidates(
  data: TrialData,
  source: CandidateSource,
  limits: SearchLimits,
): Promise<SearchOutcome> {
  const { baselines, nTrials, costOf } = source;
  const nFolds = data.folds.length;
  const saved = await savedTrials(limits);
  const pool: TrialPool = createWorkerPool(workerUrl(), {
    size: limits.nWorkers,
    workerData: shareTrialData(data),
  });
  const store = foldStore();
  const board = openScoreboard(data.metric, {
    ...limits,
    of: nTrials === undefined ? undefined : nTrials + baselines.length,
  });
  const clock = openDeadline(limits, () => void pool.close());

  const measure = async (candidate: Candidate, index: number): Promise<Trial> =>
    await tryCandidate(pool, store, {
      candidate,
      index,
      data,
      seed: limits.seed,
      onFold: () => clock.onFold(candidate),
    });

  const tryBaseline = async (candidate: Candidate, index: number): Promise<Trial> => {
    const known = await limits.recall(candidate.id);
    const trial = known?.trial ?? withoutAnswers(await measure(candidate, index));
    if (known === undefined && trial.scores.length === nFolds)
      await limits.remember(candidate.id, { trial });
    board.show(trial);
    return trial;
  };

  for (const { trial } of saved) {
    clock.onFold(trial.candidate);
    board.show(trial);
  }
  const begun = new Map<number, SavedTrial>(saved.map((each) => [each.result.proposal, each]));
  const keeping = { metric: data.metric, nKept: nKeptAnswers(answerLength(data)) };
  dropAnswers(begun, keeping);
  const dealer = dealInOrder(
    source.searcher,
    saved.map(({ result }) => result),
  );

  /** Saves trials as they are now; those that the clock has cut are not worth it. */
  const save = async (numbers: ReadonlySet<number>): Promise<void> => {
    for (const number of numbers) {
      const each = begun.get(number);
      if (each?.result) await limits.remember(trialName(number), each);
    }
  };

  const tryProposal = async ({ number, trial: place, candidate }: Proposal): Promise<void> => {
    const trial = await measure(candidate, baselines.length + place);
    const result = resultOf(number, trial, { metric: data.metric, nFolds, costOf });
    begun.set(number, { trial, ...(result && { result }) });
    if (result !== undefined) dealer.settle(result);
    await save(new Set([number, ...dropAnswers(begun, keeping)]));
    board.show(trial);
  };

  /** The next proposal; undefined where none will be begun any more. */
  const next = (): Proposal | 'wait' | undefined => {
    if (clock.isOver() || board.nIdle() >= (source.patience ?? Number.POSITIVE_INFINITY))
      return undefined;
    const dealt = dealer.next();
    if (typeof dealt === 'string') return dealt === 'wait' ? dealt : undefined;
    return dealt.trial < (nTrials ?? Number.POSITIVE_INFINITY) ? dealt : undefined;
  };

  const tryAll = async (): Promise<void> => {
    const open = new Set<Promise<void>>();
    const nAtOnce = Math.min(LAG, Math.ceil(limits.nWorkers / nFolds) + 1);
    try {
      for (;;) {
        const dealt = open.size < nAtOnce ? next() : 'wait';
        if (dealt === undefined) break;
        if (dealt === 'wait') await Promise.race(open);
        else {
          const running = tryProposal(dealt).finally(() => open.delete(running));
          open.add(running);
        }
      }
    } finally {
      await Promise.allSettled(open);
    }
    await Promise.all(open);
  };

  try {
    const [measured] = await Promise.all([Promise.all(baselines.map(tryBaseline)), tryAll()]);
    const inOrder = [...begun].sort(([a], [b]) => a - b).map(([, { trial }]) => trial);
    return { trials: [...measured, ...inOrder], isComplete: !clock.isOver() };
  } finally {
    clock.close();
    await pool.close();
  }
}

function trialName(number: number): string {
  return `trial ${number}`;
}

/** What is saved of proposals; those that were open together may have ended in any order. */
async function savedTrials({ recall }: SearchLimits): Promise<Required<SavedTrial>[]> {
  const saved: Required<SavedTrial>[] = [];
  for (let number = 0, nMissing = 0; nMissing < LAG; number++) {
    const { trial, result } = (await recall(trialName(number))) ?? {};
    nMissing = result === undefined ? nMissing + 1 : 0;
    if (trial !== undefined && result !== undefined) saved.push({ trial, result });
  }
  return saved;
}

/** What the searcher is told of a trial; undefined where the clock cut it. */
function resultOf(
  proposal: number,
  { candidate, status, scores, fitMs, error = '' }: Trial,
  {
    metric,
    nFolds,
    costOf,
  }: Pick<CandidateSource, 'costOf'> & { readonly metric: string; readonly nFolds: number },
): Result | undefined {
  const cost = costOf?.(candidate) ?? (fitMs ?? 0) * nFolds;
  if (status === 'failed') return { proposal, failure: error, cost };
  if (scores.length < nFolds) return undefined;
  const sign = getMetric(metric).better === 'higher' ? 1 : -1;
  return { proposal, scores: scores.map((score) => sign * score), cost };
}

function workerUrl(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./trial-worker.ts', import.meta.url)
    : new URL('./trial-worker.js', import.meta.url);
}
