import { availableParallelism } from 'node:os';
import type { Finding } from '@kaizenml/contracts';
import { getMetric } from '@kaizenml/ml/metrics';
import { targetWidth } from '@kaizenml/ml/models';
import { type Candidate, recipeOf } from '@kaizenml/ml/search';
import type { Table } from '@kaizenml/ml/table';
import { rankTrials, type SavedTrial, searchCandidates, type Trial } from '../../automl/index.ts';
import { systemClock } from '../../kit/index.ts';
import { step } from '../step.ts';
import { kindsFor } from './combine/choose-team.ts';
import { fitsEach } from './combine/is-bagged.ts';
import { likelyTeam } from './combine/likely-team.ts';
import { trialLibrary } from './combine/trial-library.ts';
import { modelingTable, modelingTarget } from './modeling-table.ts';
import { candidateSource, type SourceParams } from './search/candidate-source.ts';
import { fitTimes } from './search/fit-times.ts';
import { openReserve } from './search/open-reserve.ts';
import { searchFailed, searchFindings } from './search/search-findings.ts';
import { drawSample, foldsOf, mostSampleRows, type SearchSample } from './search/search-sample.ts';
import { type AfterShape, refitMs } from './search/time-after-search.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

export type { SearchSample } from './search/search-sample.ts';

/** How candidates are tried. */
export interface SearchParams extends SourceParams {
  /** Name of the metric that ranks them. */
  readonly metric: string;
  /** False: on as many folds as hold out enough rows. Default true. */
  readonly allFolds?: boolean | undefined;
  /** Whether the champion is trained once more behind the gate, for which time is kept. Default false. */
  readonly isRefitted?: boolean | undefined;
}

/** Every candidate with its scores; finished ones first, best first. */
export interface Searched {
  readonly trials: readonly Trial[];
  /** Names of the candidates in the order in which they were begun. */
  readonly order: readonly string[];
  /** The rows that candidates were tried on. */
  readonly sample: SearchSample;
  readonly findings: readonly Finding[];
  /** False when the clock ended it. */
  readonly isComplete: boolean;
  /** Milliseconds of time per millisecond of a processor, as busy as the machine was: what later steps expect their time by. */
  readonly pace: number;
  /** What preparing the rows that a fold learns from took, once for each recipe, milliseconds. */
  readonly preparationMs: number;
  /** How many times as long as one fit on the training part the fits of the run may take, as was planned: 1 where there is no time to train the champion once more. */
  readonly fitTimes: number;
  /** What one fit of all that a team is chosen from may take, milliseconds of trials; absent without a deadline. */
  readonly teamMs?: number;
}

/**
 * Tries candidates by cross-validation inside the training part.
 *
 * What a search has tried is saved for longer ones, by trials and by time apart: those by trials repeat on every machine.
 */
export const search = (nWorkers = availableParallelism()) =>
  step<{ table: Table; validated: Validated; split: SplitOutput }, SearchParams, Searched>({
    name: 'search',
    title: 'Trying models',
    url: import.meta.url,
    partParams: ({ trials, usesAllTime: _, isRefitted: __, budgetMs, ...rest }) => ({
      ...rest,
      repeats: trials !== undefined && budgetMs === undefined,
    }),
    async run({ table, validated, split }, params, context) {
      const target = modelingTarget(table, validated);
      const { findings, rows, folds, metric } = drawSample(split, target, {
        ...params,
        mostRows: mostSampleRows(validated.features.length, params.budgetMs),
      });
      const data = { ...modelingTable(table, validated, rows), folds, metric };
      const shape: AfterShape = {
        nTrainRows: split.train.length,
        nTestRows: split.test.length,
        nSampleRows: rows.length,
        nHeldOutRows: folds.reduce((sum, { test }) => sum + test.length, 0),
        nFoldRows: folds[0]?.train.length ?? rows.length,
        width: targetWidth(target),
      };
      const sample: SearchSample = { rows, foldOf: foldsOf({ rows, folds }) };
      const { deadlineAt, parts } = context;
      const reserve = openReserve({
        shape,
        metric,
        clock: systemClock,
        leftMs: (deadlineAt ?? 0) - systemClock.now(),
        recipe: (candidate) => recipeOf(candidate, data.features),
        team: (trials, msLeft) =>
          likelyTeam(
            {
              found: trialLibrary({ trials, sample }, target),
              metric: getMetric(metric),
              seed: params.seed,
              kinds: kindsFor(validated),
            },
            { msLeft, fitMs: fitMsOf(trials, shape) },
          ),
        fitsEach: (team) => fitsEach({ candidates: team.map(({ candidate }) => candidate) }, split),
        fitTimes: fitTimes(split, params.isRefitted ?? false),
      });
      const source = candidateSource(validated, data, { ...params, nWorkers });
      const order = source.isCheapestFirst ? ', cheapest first' : '';
      const partName = (name: string) => `${rows.length} rows${order}, ${name}`;
      const { trials, isComplete, pace, preparationMs } = await searchCandidates(data, source, {
        nWorkers,
        deadlineAt,
        reserveMs: reserve.ms,
        signal: context.signal,
        clock: systemClock,
        seed: params.seed,
        progress: context.progress,
        recall: async (name) => (await parts.find(partName(name))) as SavedTrial | undefined,
        remember: (name, saved) => parts.put(partName(name), saved),
      });
      context.signal.throwIfAborted();
      const ranked = rankTrials(trials, metric);
      if (!ranked.some(({ candidate }) => !candidate.isBaseline)) throw searchFailed(trials);
      const rest = trials.filter(({ status }) => status !== 'finished');
      return {
        trials: [...ranked, ...rest],
        order: trials.map(({ candidate }) => candidate.id),
        sample,
        findings: [...findings, ...searchFindings(trials, folds.length)],
        isComplete,
        pace,
        preparationMs,
        fitTimes: reserve.fitTimes(),
        ...(deadlineAt !== undefined && { teamMs: reserve.teamMs }),
      };
    },
    isComplete: ({ isComplete }) => isComplete,
  });

/** What a fit on all training rows takes, by the name of a candidate that was tried. */
function fitMsOf(trials: readonly Trial[], shape: AfterShape): (candidate: Candidate) => number {
  const known = new Map(trials.map((trial) => [trial.candidate.id, refitMs(trial, shape)]));
  return ({ id }) => known.get(id) ?? 0;
}
