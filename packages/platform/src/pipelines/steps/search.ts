import { availableParallelism } from 'node:os';
import type { Finding } from '@kaizenml/contracts';
import { targetWidth } from '@kaizenml/ml/models';
import { type Candidate, recipeOf } from '@kaizenml/ml/search';
import type { Table } from '@kaizenml/ml/table';
import {
  rankTrials,
  type SavedTrial,
  type Speed,
  searchCandidates,
  type Trial,
} from '../../automl/index.ts';
import { systemClock } from '../../kit/index.ts';
import { step } from '../step.ts';
import { modelingTable, modelingTarget } from './modeling-table.ts';
import { candidateSource, type SourceParams } from './search/candidate-source.ts';
import { searchFailed, searchFindings } from './search/search-findings.ts';
import { drawSample, foldsOf, mostSampleRows, type SearchSample } from './search/search-sample.ts';
import {
  type AfterShape,
  N_MEMBERS,
  refitMs,
  timeAfterSearch,
} from './search/time-after-search.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

export type { SearchSample } from './search/search-sample.ts';

/** How candidates are tried. */
export interface SearchParams extends SourceParams {
  /** Name of the metric that ranks them. */
  readonly metric: string;
  /** False: on as many folds as hold out enough rows. Default true. */
  readonly allFolds?: boolean | undefined;
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
}

/** Share of the time that is left which fits of a team may take, where they are dear. */
const MOST_FIT_SHARE = 0.3;
/** Share that fits on all rows, the test part among them, may take. */
const REFIT_SHARE = 0.1;
/** What follows a search keeps these shares of the time that is left, at least and at most. */
const LEAST_SHARE = 0.03;
const MOST_SHARE = 0.6;

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
    partParams: ({ trials, usesAllTime: _, budgetMs, ...rest }) => ({
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
        nFoldRows: folds[0]?.train.length ?? rows.length,
        width: targetWidth(target),
      };
      const { deadlineAt, parts } = context;
      const source = candidateSource(validated, data, { ...params, nWorkers });
      const order = source.isCheapestFirst ? ', cheapest first' : '';
      const partName = (name: string) => `${rows.length} rows${order}, ${name}`;
      const { trials, isComplete, pace, preparationMs } = await searchCandidates(data, source, {
        nWorkers,
        deadlineAt,
        reserveMs: reserveOf({
          shape,
          metric,
          leftMs: (deadlineAt ?? 0) - systemClock.now(),
          recipe: (candidate) => recipeOf(candidate, data.features),
        }),
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
        sample: { rows, foldOf: foldsOf({ rows, folds }) },
        findings: [...findings, ...searchFindings(trials, folds.length)],
        isComplete,
        pace,
        preparationMs,
      };
    },
    isComplete: ({ isComplete }) => isComplete,
  });

/** What a search leaves to the steps that follow it, by what is known of its trials. */
function reserveOf({
  shape,
  metric,
  leftMs,
  recipe,
}: {
  readonly shape: AfterShape;
  readonly metric: string;
  readonly leftMs: number;
  readonly recipe: (candidate: Candidate) => string;
}) {
  return (trials: readonly Trial[], speed: Speed): number => {
    const ranked = rankTrials(trials, metric).filter(({ candidate }) => !candidate.isBaseline);
    const time = timeAfterSearch(ranked, shape, speed.pace());
    const best = ranked[0] ? refitMs(ranked[0], shape) : 0;
    const fit = Math.max(best, Math.min(time.fit, MOST_FIT_SHARE * leftMs));
    const prepared = shape.nTrainRows + 2 * shape.nTestRows;
    const recipes = new Set(ranked.slice(0, N_MEMBERS).map(({ candidate }) => recipe(candidate)));
    const preparation = (speed.preparationMs(recipes) * prepared) / Math.max(1, shape.nFoldRows);
    const refit = Math.min(REFIT_SHARE * leftMs, fit + preparation);
    const all = time.beforeFit + preparation + fit + time.afterFit + refit;
    return Math.min(MOST_SHARE * leftMs, Math.max(LEAST_SHARE * leftMs, all));
  };
}
