import { availableParallelism } from 'node:os';
import type { Finding } from '@kaizenml/contracts';
import { seededRandom } from '@kaizenml/ml/math';
import { takeTargetRows } from '@kaizenml/ml/search';
import { selectColumns, type Table, takeRows } from '@kaizenml/ml/table';
import {
  type CandidateSource,
  rankTrials,
  type SearchOutcome,
  searchCandidates,
  type Trial,
  type TrialData,
} from '../../automl/index.ts';
import { systemClock } from '../../kit/index.ts';
import { growingFolds, pointsOf } from '../honesty/growing-folds.ts';
import { honestGain } from '../honesty/honest-gain.ts';
import type { QuickLook } from '../honesty/quick-look.ts';
import { type RowsOutlook, rowsOutlook } from '../honesty/rows-outlook.ts';
import type { FoldRun } from '../honesty/score-folds.ts';
import { shuffledCheck } from '../honesty/shuffled-check.ts';
import { thinFolds, thinRows } from '../honesty/thin-rows.ts';
import { worthOf } from '../honesty/worth-of.ts';
import { type StepContext, step } from '../step.ts';
import { modelingTable, modelingTarget } from './modeling-table.ts';
import { candidateSource } from './search/candidate-source.ts';
import { drawSample } from './search/search-sample.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

/** How a quick look is taken. */
export interface QuickLookParams {
  readonly metric: string;
  readonly seed: number;
}

/** Rows that are looked at, at most: by cells, between a floor and a ceiling. */
const MOST_CELLS = 100_000;
const FEWEST_ROWS = 1000;
const MOST_ROWS = 5000;
const MOST_ROWS_OF_TEXT = 1500;
/** Candidates besides the baselines. */
const N_CANDIDATES = 3;
const MOST_FOLDS = 5;
/** Shares of the training rows for the curve; the smallest ones only where they leave enough rows. */
const SHARES = [1 / 32, 1 / 16, 1 / 8, 1 / 4, 1 / 2] as const;
const FEWEST_LEARNED = 24;
/** Share of the time that is left for candidates on all rows; the rest is for fewer rows. */
const SHARE_OF_FIRST = 0.55;
const SHARE_OF_SECOND = 0.9;

/**
 * Is it worth it? A few candidates on a sample, judged out of fold beside the baselines, and again on fewer and fewer of the
 * training rows. The test part is not touched, so that a later run reads it for the first time.
 */
export const quickLook = (nWorkers = availableParallelism()) =>
  step<{ table: Table; validated: Validated; split: SplitOutput }, QuickLookParams, QuickLook>({
    name: 'quick-look',
    title: 'Taking a quick look',
    url: import.meta.url,
    async run({ table, validated, split }, { metric: asked, seed }, context) {
      const target = modelingTarget(table, validated);
      const drawn = drawSample(split, target, {
        metric: asked,
        seed,
        mostRows: mostRows(selectColumns(table, validated.features)),
      });
      const { metric } = drawn;
      const data: TrialData = {
        ...modelingTable(table, validated, drawn.rows),
        folds: drawn.folds.slice(0, MOST_FOLDS),
        metric,
      };
      const run: FoldRun = { seed, signal: context.signal };
      const searching = { nWorkers, seed, context };
      const source = candidateSource(validated, data, { seed, trials: N_CANDIDATES, nWorkers });
      const { trials, isComplete } = await tryAll(data, searching, {
        ...source,
        share: SHARE_OF_FIRST,
      });
      context.signal.throwIfAborted();
      const ranked = rankTrials(trials, metric);
      const tried = ranked.map(({ candidate }) => candidate).filter((each) => !each.isBaseline);
      const [best] = tried;
      const baselines = trials.map(({ candidate }) => candidate).filter((each) => each.isBaseline);
      const gain = await honestGain(trials, data, run);
      const nTrainRows = split.train.length;
      const outlook = best && (await lookAtRows(data, ranked, { ...searching, nTrainRows }));
      const isInDoubt = gain !== undefined && !((gain.gain.low ?? gain.gain.value) > 0);
      const isWithin = split.kind === 'random' || split.kind === 'stratified';
      const shuffled =
        isInDoubt && best && baselines.length > 0 && data.folds.length > 1
          ? await shuffledCheck(
              thinned(data, seed),
              { candidate: best, baselines, isWithin, isInDoubt },
              run,
            )
          : undefined;
      return {
        metric,
        nRows: data.features.nRows,
        nTrainRows,
        trials: [...ranked, ...trials.filter(({ status }) => status !== 'finished')].map(
          ({ answers: _, ...trial }) => trial,
        ),
        ...(gain && { gain }),
        ...(shuffled && { shuffled }),
        ...(outlook && { rows: outlook }),
        worth: worthOf({ metric, target: validated.target, gain, shuffled, rows: outlook }),
        findings: [...drawn.findings, ...cutShort(isComplete)],
        isComplete,
      };
    },
    isComplete: ({ isComplete }) => isComplete,
  });

interface Searching {
  readonly nWorkers: number;
  readonly seed: number;
  readonly context: StepContext;
}

/** How many rows are looked at: reading texts takes longest. */
function mostRows({ columns }: Table): number {
  if (columns.some(({ kind }) => kind === 'text')) return MOST_ROWS_OF_TEXT;
  const byCells = Math.floor(MOST_CELLS / Math.max(1, columns.length));
  return Math.min(MOST_ROWS, Math.max(FEWEST_ROWS, byCells));
}

/** Few enough rows to be shuffled many times. */
function thinned(data: TrialData, seed: number): TrialData {
  const kept = thinRows(data.target, { most: 500, leastPerClass: 10, random: seededRandom(seed) });
  return {
    ...data,
    features: takeRows(data.features, kept),
    target: takeTargetRows(data.target, kept),
    folds: thinFolds(data.folds, kept).slice(0, 3),
  };
}

function tryAll(
  data: TrialData,
  { nWorkers, seed, context }: Searching,
  { share, ...source }: CandidateSource & { readonly share: number },
): Promise<SearchOutcome> {
  const now = systemClock.now();
  const { deadlineAt } = context;
  return searchCandidates(data, source, {
    nWorkers,
    deadlineAt: deadlineAt === undefined ? undefined : now + share * (deadlineAt - now),
    signal: context.signal,
    clock: systemClock,
    seed,
    progress: context.progress,
    recall: async () => undefined,
    remember: async () => undefined,
  });
}

/** The same candidates on fewer rows. Undefined where rows or time are too few. */
async function lookAtRows(
  data: TrialData,
  ranked: readonly Trial[],
  searching: Searching & { readonly nTrainRows: number },
): Promise<RowsOutlook | undefined> {
  const nLearned = data.folds[0]?.train.length ?? 0;
  const shares = SHARES.filter((share) => share * nLearned >= FEWEST_LEARNED);
  const whole = ranked.filter(
    ({ candidate, scores }) => !candidate.isBaseline && scores.length === data.folds.length,
  );
  if (shares.length < 2 || whole.length === 0 || data.folds.length < 2) return undefined;
  const random = seededRandom(searching.seed);
  const folds = growingFolds(data.folds, data.target, { shares, random });
  const { trials } = await tryAll({ ...data, folds }, searching, {
    baselines: whole.map(({ candidate }) => candidate),
    searcher: { ask: () => undefined, tell: () => undefined },
    nTrials: 0,
    share: SHARE_OF_SECOND,
  });
  const sizes = [...shares, 1].map((share) => Math.round(share * nLearned));
  const curves = whole.flatMap(({ candidate, scores }) => {
    const grown = trials.find((trial) => trial.candidate.id === candidate.id);
    if (grown?.scores.length !== folds.length) return [];
    const byFold = scores.map((score, fold) => [
      ...grown.scores.filter((_, i) => folds[i]?.fold === fold),
      score,
    ]);
    const points = pointsOf(byFold, sizes);
    return points === undefined ? [] : [points];
  });
  if (curves.length === 0) return undefined;
  const nAllRows = Math.round((nLearned / data.features.nRows) * searching.nTrainRows);
  return rowsOutlook(curves, { metric: data.metric, nAllRows });
}

function cutShort(isComplete: boolean): Finding[] {
  if (isComplete) return [];
  return [
    {
      code: 'SEARCH_CUT_SHORT',
      severity: 'info',
      message: 'The time ended before every candidate of the quick look was fully tried.',
      hint: 'Give it more with `--budget 60s`, or take fewer columns.',
      details: {},
    },
  ];
}
