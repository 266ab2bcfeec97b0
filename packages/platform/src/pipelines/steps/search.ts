import { availableParallelism } from 'node:os';
import type { Finding } from '@kaizenml/contracts';
import { AppError } from '@kaizenml/contracts';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import {
  createSearcher,
  DEFAULT_STRATEGY,
  type Draft,
  estimatorSpace,
  getStrategy,
  type Purpose,
  portfolio,
  takeTargetRows,
  workOf,
  zeroShot,
} from '@kaizenml/ml/search';
import type { Split } from '@kaizenml/ml/selection';
import { type Table, takeRows } from '@kaizenml/ml/table';
import {
  type CandidateSource,
  rankTrials,
  type SavedTrial,
  searchCandidates,
  type Trial,
  type TrialData,
} from '../../automl/index.ts';
import { systemClock } from '../../kit/index.ts';
import { step } from '../step.ts';
import { modelingTable } from './modeling-table.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

const MAX_SEARCH_ROWS = 50_000;
/** Candidates in a row that were no better than the best, after which the clock is not waited for. */
const PATIENCE = 30;

/** How candidates are tried. */
export interface SearchParams {
  /** Name of the metric that ranks them. */
  readonly metric: string;
  readonly seed: number;
  /** Candidates besides the baselines; undefined: as many as the time allows, and none after many in vain. */
  readonly trials?: number | undefined;
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
}

/** Rows of a search and the folds that held them out. */
export interface SearchSample {
  /** Rows of the modeling table, ascending within the training part's order. */
  readonly rows: Int32Array;
  /** Fold that held each row out; -1 where none did, as the first rows of a split by time. */
  readonly foldOf: Int32Array;
}

/** Tries candidates by cross-validation inside the training part. */
export const search = (nWorkers = availableParallelism()) =>
  step<{ table: Table; validated: Validated; split: SplitOutput }, SearchParams, Searched>({
    name: 'search',
    title: 'Trying models',
    url: import.meta.url,
    async run({ table, validated, split }, params, context) {
      const { features, target } = modelingTable(table, validated);
      const sample = sampleOf(split, params.seed);
      const data = {
        features: takeRows(features, sample.rows),
        target: takeTargetRows(target, sample.rows),
        folds: sample.folds,
        metric: params.metric,
      };
      const { trials, isComplete } = await searchCandidates(
        data,
        candidateSource(validated, data, params),
        {
          nWorkers,
          deadlineAt: searchDeadline(context.deadlineAt, split.train.length),
          signal: context.signal,
          clock: systemClock,
          seed: params.seed,
          progress: context.progress,
          recall: async (name) => (await context.parts.find(name)) as SavedTrial | undefined,
          remember: (name, saved) => context.parts.put(name, saved),
        },
      );
      context.signal.throwIfAborted();
      const ranked = rankTrials(trials, params.metric);
      if (!ranked.some(({ candidate }) => !candidate.isBaseline)) throw searchFailed(trials);
      const rest = trials.filter(({ status }) => status !== 'finished');
      return {
        trials: [...ranked, ...rest],
        order: trials.map(({ candidate }) => candidate.id),
        sample: { rows: sample.rows, foldOf: foldsOf(sample) },
        findings: [...sample.findings, ...searchFindings(trials, sample.folds.length)],
        isComplete,
      };
    },
    isComplete: ({ isComplete }) => isComplete,
  });

/** The baselines; what was good elsewhere; then what lies near to what is good here. */
function candidateSource(
  { task, aim, weights, classes }: Validated,
  { features, folds }: TrialData,
  { seed, trials }: SearchParams,
): CandidateSource {
  const kind = task === 'regression' ? 'regression' : 'classification';
  const { nRows } = features;
  const purpose: Purpose = { aim, isWeighted: weights !== undefined };
  const shape = { nRows, nColumns: features.columns.length, nClasses: classes.length };
  const costOf = (draft: Draft): number => workOf(draft, shape);
  return {
    baselines: portfolio(task, { nTrials: 0, nRows }),
    searcher: createSearcher({
      space: estimatorSpace(kind, { nRows, purpose }),
      strategy: getStrategy(DEFAULT_STRATEGY),
      seed,
      nFolds: folds.length,
      first: zeroShot(kind, { nRows, purpose }),
      costOf,
    }),
    nTrials: trials,
    ...(trials === undefined ? { patience: PATIENCE } : { costOf }),
  };
}

/**
 * When the search must stop so that training, measuring and explaining the champion end in time.
 *
 * These take about 4 s and 50 µs per row, at least 40 % of the time that is left, at most 60 %.
 */
function searchDeadline(deadlineAt: number | undefined, nRows: number): number | undefined {
  if (deadlineAt === undefined) return undefined;
  const now = systemClock.now();
  const leftMs = Math.max(0, deadlineAt - now);
  const reservedMs = Math.min(0.6 * leftMs, Math.max(0.4 * leftMs, 4000 + 0.05 * nRows));
  return now + leftMs - reservedMs;
}

function sampleOf(
  split: SplitOutput,
  seed: number,
): { rows: Int32Array; folds: readonly Split[]; findings: Finding[] } {
  const n = split.train.length;
  if (n <= MAX_SEARCH_ROWS) return { rows: split.train, folds: split.folds, findings: [] };
  const chosen = shuffledIndices(n, seededRandom(seed)).slice(0, MAX_SEARCH_ROWS).sort();
  const position = new Int32Array(n).fill(-1);
  chosen.forEach((row, i) => {
    position[row] = i;
  });
  const kept = (rows: Int32Array) => rows.map((row) => position[row] ?? -1).filter((at) => at >= 0);
  return {
    rows: chosen.map((row) => split.train[row] ?? -1),
    folds: split.folds.map(({ train, test }) => ({ train: kept(train), test: kept(test) })),
    findings: [
      {
        code: 'ROWS_SAMPLED',
        severity: 'info',
        message: `The search compared models on ${MAX_SEARCH_ROWS} of ${n} training rows.`,
        hint: 'The champion itself learns from all training rows.',
        details: { nSampled: MAX_SEARCH_ROWS, nTrainRows: n },
      },
    ],
  };
}

function foldsOf({ rows, folds }: Pick<ReturnType<typeof sampleOf>, 'rows' | 'folds'>): Int32Array {
  const foldOf = new Int32Array(rows.length).fill(-1);
  folds.forEach(({ test }, fold) => {
    for (const row of test) foldOf[row] = fold;
  });
  return foldOf;
}

function wasCut({ status, scores }: Trial, nFolds: number): boolean {
  return status === 'skipped' || (status === 'finished' && scores.length < nFolds);
}

function searchFindings(trials: readonly Trial[], nFolds: number): Finding[] {
  const cut = trials.filter((trial) => wasCut(trial, nFolds));
  const findings: Finding[] = trials
    .filter(({ status }) => status === 'failed')
    .map(({ candidate, error }) => ({
      code: 'CANDIDATE_FAILED',
      severity: 'warning',
      message: `Candidate "${candidate.id}" could not be trained: ${error}.`,
      details: { candidate: candidate.id, params: candidate.params, error },
    }));
  if (cut.length > 0) {
    findings.push({
      code: 'SEARCH_CUT_SHORT',
      severity: 'info',
      message: `The budget ended before ${cut.length} of ${trials.length} candidates were fully tried.`,
      hint: 'Run the same command again: it goes on with the rest. Or give more time with `--budget`.',
      details: { nCut: cut.length, nCandidates: trials.length },
    });
  }
  return findings;
}

function searchFailed(trials: readonly Trial[]): AppError {
  const reasons = [
    ...new Set(trials.map(({ error }) => error).filter((error) => error !== undefined)),
  ];
  return new AppError('SEARCH_FAILED', {
    message: `The search must train at least one model, got none of ${trials.length}: ${reasons.slice(0, 3).join('; ')}.`,
    hint: trials.some(({ status }) => status === 'skipped')
      ? 'Give it more time with `--budget 5m`, or fewer rows.'
      : 'Choose another `metric` in kaizen.yaml, or give more rows of each class.',
    details: { nCandidates: trials.length, reasons },
  });
}
