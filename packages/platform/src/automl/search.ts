import {
  type Candidate,
  dealInOrder,
  LAG,
  type Proposal,
  recipeOf,
  type Searcher,
} from '@kaizenml/ml/search';
import type { Clock } from '../kit/index.ts';
import type { Progress } from '../progress.ts';
import { openDeadline } from './deadline.ts';
import { openFairShare } from './fair-share.ts';
import { withoutAnswers } from './kept-answers.ts';
import { openTrialPool } from './open-trial-pool.ts';
import { resultOf } from './result-of.ts';
import { recallTrials, type SavedTrial } from './saved-trials.ts';
import { openScoreboard } from './scoreboard.ts';
import { openSpeed, type Speed } from './speed.ts';
import { isComplete, type Trial } from './trial.ts';
import { openLedger } from './trial-ledger.ts';
import type { TrialData } from './trial-messages.ts';
import { type Attempted, trialOfFolds } from './trial-of-folds.ts';
import { tryCandidate } from './try-candidate.ts';

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

/** How far a search may go. */
export interface SearchLimits {
  readonly nWorkers: number;
  /** Module of the threads. Default: the one that fits candidates. */
  readonly worker?: URL;
  /** Bytes that the threads may use together. Default: most of what the machine has left. */
  readonly memoryBytes?: number;
  /** Instant at which all is to be done, ms since 1970; undefined: every candidate is tried. */
  readonly deadlineAt: number | undefined;
  /**
   * Milliseconds to keep for what follows the search, by what is known so far. Default: none.
   *
   * @param isEnding True when the time that was kept so far is all that is left: a closer look may give some of it back.
   */
  reserveMs?(trials: readonly Trial[], speed: Speed, isEnding: boolean): number;
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
  /** Milliseconds of time per millisecond of a processor, as busy as the machine was. */
  readonly pace: number;
  /** What preparations of the training part of a fold took, the shortest of each recipe, together, milliseconds. */
  readonly preparationMs: number;
}

/** How much longer a fold must be allowed to take before a candidate that was given up is tried again. */
const MORE_TIME = 1.5;

/**
 * Tries candidates by cross-validation on threads, as a searcher proposes them.
 *
 * At the deadline threads are stopped, but not before one fold of a real candidate is done: a late model is worth more than
 * none. A candidate with at least one finished fold counts with what it has. Scores depend on the seed, the candidate's place
 * and the fold only, and the searcher hears of results in their order: without a deadline any number of workers gives the same
 * trials. What an earlier search has saved is not tried again, and this one goes on behind it; what was given up for its time is
 * tried again once there is more.
 */
export async function searchCandidates(
  data: TrialData,
  source: CandidateSource,
  limits: SearchLimits,
): Promise<SearchOutcome> {
  const { baselines, nTrials, costOf } = source;
  const { nWorkers } = limits;
  const nFolds = data.folds.length;
  const saved = await recallTrials(limits.recall);
  const threads = openTrialPool(data, limits);
  const { pool } = threads;
  const speed = openSpeed(shapeOfFold(data));
  let failure: { readonly thrown: unknown } | undefined;
  const deadline = openDeadline(limits, {
    onEnding() {
      try {
        reserve(true);
      } catch (thrown) {
        // A timer asks: thrown there it would end the process. The search is over, and rejects with it.
        failure = { thrown };
      }
    },
    onEnd: () => void pool.close(),
  });
  const share = openFairShare({ ...deadline, speed, nWorkers, nFolds });
  const board = openScoreboard(data.metric, {
    ...limits,
    leftMs: deadline.leftMs,
    of: nTrials === undefined ? undefined : nTrials + baselines.length,
  });

  const measure = (
    candidate: Candidate,
    { index, from = 0, to = nFolds }: { index: number; from?: number; to?: number },
  ): Promise<Attempted> =>
    tryCandidate(threads, {
      candidate,
      index,
      from,
      to,
      features: data.features,
      seed: limits.seed,
      limitMs: () => share.limitMs(candidate),
      onFold({ fitMs, prepareMs, took }) {
        speed.learn(candidate, fitMs);
        speed.learnPace(took);
        if (prepareMs !== undefined)
          speed.learnPreparation(recipeOf(candidate, data.features), prepareMs);
        deadline.onFold(candidate);
      },
    });

  const ledger = openLedger(saved, data, limits.remember);
  const measured = new Map<string, Trial>();

  const reserve = (isEnding = false): void => {
    if (limits.deadlineAt === undefined || !limits.reserveMs) return;
    const trials = [...measured.values(), ...ledger.trials()];
    deadline.reserve(limits.reserveMs(trials, speed, isEnding));
  };

  const admit = async (place: number, entry: SavedTrial): Promise<void> => {
    await ledger.admit(place, entry);
    reserve();
    board.show(entry.trial);
  };

  const tryBaseline = async (candidate: Candidate, index: number): Promise<Trial> => {
    const known = await limits.recall(candidate.id);
    const trial =
      known?.trial ??
      withoutAnswers(trialOfFolds(candidate, await measure(candidate, { index }), data));
    if (known === undefined && isComplete(trial, nFolds))
      await limits.remember(candidate.id, { trial });
    measured.set(candidate.id, trial);
    board.show(trial);
    return trial;
  };

  const dealer = dealInOrder(
    source.searcher,
    saved.map(({ result }) => result),
  );
  for (const { trial } of saved) {
    if (trial.fitMs !== null) {
      speed.learn(trial.candidate, trial.fitMs);
      deadline.onFold(trial.candidate);
    }
    board.show(trial);
  }
  reserve();

  const tryProposal = async (proposal: Proposal): Promise<void> => {
    const { number: proposed, trial: place, candidate, fidelity, firstFold } = proposal;
    const known = ledger.find(place)?.folds ?? [];
    const refusal = share.refusal(candidate);
    const index = baselines.length + place;
    const { folds, ...ending } =
      refusal === undefined
        ? await measure(candidate, { index, from: firstFold, to: fidelity.folds })
        : { folds: [], refusal, limitMs: share.limitMs(candidate) };
    if (refusal === undefined && ending.limitMs !== undefined)
      speed.learnStopped(candidate, ending.limitMs);
    const all = [...known, ...folds];
    const trial = trialOfFolds(candidate, { ...ending, folds: all }, data);
    if (trial.status === 'failed') deadline.onFailure();
    const result = resultOf(
      { proposed, nFolds: fidelity.folds - firstFold },
      { ...ending, folds },
      { metric: data.metric, cost: costOf?.(candidate) },
    );
    if (result !== undefined) dealer.settle(result);
    await admit(place, {
      trial:
        result !== undefined && all.length < nFolds && trial.status === 'finished'
          ? { ...trial, leftBehind: true }
          : trial,
      place,
      ...(result && { result }),
      ...(all.length < nFolds && { folds: all }),
      ...(ending.limitMs !== undefined && { limitMs: ending.limitMs }),
    });
  };

  const tryAgain = async ({ place, result, trial: { candidate } }: (typeof saved)[number]) => {
    const trial = trialOfFolds(
      candidate,
      await measure(candidate, { index: baselines.length + place }),
      data,
    );
    if (isComplete(trial, nFolds)) await admit(place, { trial, place, result });
  };

  const again = saved.filter(({ limitMs, trial: { candidate } }) => {
    const now = share.limitMs(candidate) ?? Number.POSITIVE_INFINITY;
    return limitMs !== undefined && now >= MORE_TIME * limitMs;
  });

  /** The next thing to do; undefined where nothing will be begun any more. */
  const next = (): (() => Promise<void>) | 'wait' | undefined => {
    if (deadline.isOver()) return undefined;
    const retried = again.shift();
    if (retried) return () => tryAgain(retried);
    if (board.nIdle() >= (source.patience ?? Number.POSITIVE_INFINITY)) return undefined;
    const dealt = dealer.next();
    if (typeof dealt === 'string') return dealt === 'wait' ? dealt : undefined;
    return dealt.trial < (nTrials ?? Number.POSITIVE_INFINITY)
      ? () => tryProposal(dealt)
      : undefined;
  };

  const tryAll = async (): Promise<void> => {
    const open = new Set<Promise<void>>();
    const nAtOnce = Math.min(LAG, Math.ceil(nWorkers / nFolds) + 1);
    try {
      for (;;) {
        const job = open.size < nAtOnce ? next() : 'wait';
        if (job === undefined) break;
        if (job === 'wait') await Promise.race(open);
        else {
          const running = job().finally(() => open.delete(running));
          open.add(running);
        }
      }
    } finally {
      await Promise.allSettled(open);
    }
    await Promise.all(open);
  };

  try {
    const [first] = await Promise.all([Promise.all(baselines.map(tryBaseline)), tryAll()]);
    if (failure) throw failure.thrown;
    return {
      trials: [...first, ...ledger.trials()],
      isComplete: !deadline.isOver(),
      pace: speed.pace(),
      preparationMs: speed.preparationMs(),
    };
  } finally {
    deadline.close();
    await pool.close();
  }
}

function shapeOfFold({ features, target, folds }: TrialData) {
  return {
    nRows: folds[0]?.train.length ?? features.nRows,
    nColumns: features.columns.length,
    nClasses: target.kind === 'regression' ? 0 : target.nClasses,
  };
}
