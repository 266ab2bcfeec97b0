import type { Finding } from '@kaizenml/contracts';
import { learningCurve } from '@kaizenml/ml/combine';
import { seededRandom } from '@kaizenml/ml/math';
import { getMetric } from '@kaizenml/ml/metrics';
import { type Candidate, takeTargetRows, workOf } from '@kaizenml/ml/search';
import { type Table, takeRows } from '@kaizenml/ml/table';
import type { Trial, TrialData } from '../../automl/index.ts';
import { systemClock } from '../../kit/index.ts';
import { growingFolds, pointsOf } from '../honesty/growing-folds.ts';
import { honestGain } from '../honesty/honest-gain.ts';
import { type ByHeart, learnByHeart } from '../honesty/learn-by-heart.ts';
import type { LearningChecks } from '../honesty/learning-checks.ts';
import { type FoldRun, scoreFolds } from '../honesty/score-folds.ts';
import { type ShuffledCheck, shuffledCheck } from '../honesty/shuffled-check.ts';
import { thinFolds, thinRows } from '../honesty/thin-rows.ts';
import { step } from '../step.ts';
import { modelingTable } from './modeling-table.ts';
import type { Searched, SearchSample } from './search.ts';
import type { SplitOutput } from './split.ts';
import type { Validated } from './validate.ts';

/** Rows that are shuffled, at most. */
const MOST_ROWS = 1000;
/** The same where texts are to be read, which takes longer than the fit. */
const MOST_ROWS_OF_TEXT = 250;
const LEAST_PER_CLASS = 10;
/** Folds that are shuffled, at most. */
const MOST_FOLDS = 3;
/** Units of work that a fit of the shuffled candidate may take: about a tenth of a second. */
const MOST_WORK = 100;
/** Share of the time that is left when the search ends: about a twentieth of the whole budget. */
const SHARE_OF_REST = 0.1;
/** Time beyond which nothing is gained, milliseconds. */
const MOST_MS = 20_000;
const SHARES = [0.125, 0.25, 0.5, 1] as const;

/**
 * Checks of the search itself: a few rows are learned by heart, a shuffled target is not learned, and the gain over guessing is
 * judged without the luck of the winner. Where that gain is in doubt, the target is shuffled often enough for a p-value, and rows
 * are taken away to see whether the score grows with them.
 */
export const checkLearning = step<
  { table: Table; validated: Validated; split: SplitOutput; searched: Searched },
  { readonly metric: string; readonly seed: number },
  LearningChecks
>({
  name: 'check-learning',
  title: 'Checking what was learned',
  url: import.meta.url,
  async run({ table, validated, split, searched }, { metric: asked, seed }, context) {
    const { sample, trials } = searched;
    const metric = rankingMetric(searched, asked);
    const data: TrialData = {
      ...modelingTable(table, validated, sample.rows),
      folds: foldsOfSample(split, sample),
      metric,
    };
    const endsAt = endOf(context.deadlineAt);
    const run: FoldRun = {
      seed,
      signal: context.signal,
      isOver: () => endsAt !== undefined && systemClock.now() > endsAt,
    };
    const finished = trials.filter(({ status }) => status === 'finished');
    const best = finished.find(({ candidate }) => !candidate.isBaseline)?.candidate;
    const baselines = trials.map(({ candidate }) => candidate).filter((each) => each.isBaseline);
    if (best === undefined || baselines.length === 0)
      return { metric, findings: [], isComplete: true };

    const gain = await honestGain(trials, data, run);
    const isInDoubt = gain !== undefined && !((gain.gain.low ?? gain.gain.value) > 0);
    const byHeart = await learnByHeart(best, data, { ...run, random: seededRandom(seed) });
    const few = fewRows(data, seed);
    const candidate = cheapEnough(finished, few);
    const isWithin = split.kind === 'random' || split.kind === 'stratified';
    const plan = { candidate, baselines, isWithin, isInDoubt };
    const shuffled = few.folds.length < 2 ? undefined : await shuffledCheck(few, plan, run);
    const curve =
      isInDoubt && few.folds.length > 1 ? await curveOf(candidate, few, run) : undefined;
    return {
      metric,
      ...(gain && { gain }),
      ...(byHeart && { byHeart }),
      ...(shuffled && { shuffled }),
      ...(curve && { curve }),
      findings: [...heartFindings(byHeart), ...shuffledFindings(shuffled, metric)],
      isComplete: run.isOver?.() !== true,
    };
  },
  isComplete: ({ isComplete }) => isComplete,
});

/** Instant at which checks end; undefined without a deadline. */
function endOf(deadlineAt: number | undefined): number | undefined {
  if (deadlineAt === undefined) return undefined;
  const now = systemClock.now();
  return now + Math.min(MOST_MS, SHARE_OF_REST * Math.max(0, deadlineAt - now));
}

/** The metric that ranked the trials: another one where no fold defines the one that was asked for. */
function rankingMetric({ findings }: Searched, asked: string): string {
  const found = findings.find(({ code }) => code === 'METRIC_UNDEFINED');
  return typeof found?.details.ranking === 'string' ? found.details.ranking : asked;
}

/** The folds of the training part among the rows that were searched, without those that the search left out. */
function foldsOfSample(
  { train, folds }: SplitOutput,
  { rows, foldOf }: SearchSample,
): TrialData['folds'] {
  const place = new Map(Array.from(train, (row, i) => [row, i]));
  const among =
    rows.length === train.length
      ? folds
      : thinFolds(
          folds,
          rows.map((row) => place.get(row) ?? -1),
        );
  return among.filter(({ test }) => test.some((row) => (foldOf[row] ?? -1) >= 0));
}

function fewRows(data: TrialData, seed: number): TrialData {
  const hasText = data.features.columns.some(({ kind }) => kind === 'text');
  const kept = thinRows(data.target, {
    most: hasText ? MOST_ROWS_OF_TEXT : MOST_ROWS,
    leastPerClass: LEAST_PER_CLASS,
    random: seededRandom(seed),
  });
  return {
    ...data,
    features: takeRows(data.features, kept),
    target: takeTargetRows(data.target, kept),
    folds: thinFolds(data.folds, kept).slice(0, MOST_FOLDS),
  };
}

/** The best candidate that is cheap enough to be fitted some dozens of times; else the cheapest. */
function cheapEnough(finished: readonly Trial[], { features, target }: TrialData): Candidate {
  const shape = {
    nRows: features.nRows,
    nColumns: features.columns.length,
    nClasses: target.kind === 'regression' ? 0 : target.nClasses,
  };
  const rivals = finished
    .filter(({ candidate }) => !candidate.isBaseline)
    .map(({ candidate }) => ({ candidate, work: workOf(candidate, shape) }));
  const found =
    rivals.find(({ work }) => work <= MOST_WORK) ??
    rivals.reduce((least, rival) => (rival.work < least.work ? rival : least));
  return found.candidate;
}

/** Undefined where the time was over, or the metric is not defined on few rows. */
async function curveOf(
  candidate: Candidate,
  data: TrialData,
  run: FoldRun,
): Promise<LearningChecks['curve']> {
  const folds = growingFolds(data.folds, data.target, {
    shares: SHARES,
    random: seededRandom(run.seed),
  });
  const scored = await scoreFolds(candidate, { ...data, folds }, run);
  if (scored.length < folds.length) return undefined;
  const byFold = data.folds.map((_, fold) =>
    scored.filter((each) => folds[each.fold]?.fold === fold).map(({ score }) => score),
  );
  const sizes = SHARES.map((_, at) => {
    const trains = folds.filter((each) => each.step === at).map(({ train }) => train.length);
    return Math.round(trains.reduce((sum, n) => sum + n, 0) / trains.length);
  });
  if (new Set(sizes).size < 3) return undefined;
  const points = pointsOf(byFold, sizes);
  if (points === undefined) return undefined;
  return { ...learningCurve(points, getMetric(data.metric), { of: 'rows' }), points };
}

function heartFindings(byHeart: ByHeart | undefined): Finding[] {
  if (byHeart === undefined || byHeart.isLearned) return [];
  const { nRows, metric, value } = byHeart;
  return [
    {
      code: 'ROWS_NOT_MEMORIZED',
      severity: 'warning',
      message: `Not even ${nRows} rows could be learned by heart: ${getMetric(metric).title} on the very rows that were learned is ${value.toPrecision(3)}.`,
      hint: 'The columns lose their content on the way to the model: look for numbers of absurd size, and for columns that are nearly all missing or one long text.',
      details: { ...byHeart },
    },
  ];
}

function shuffledFindings(shuffled: ShuffledCheck | undefined, metric: string): Finding[] {
  if (!shuffled?.isLeaking) return [];
  return [
    {
      code: 'SHUFFLED_TARGET_LEARNED',
      severity: 'warning',
      message: shuffled.sentence,
      hint: 'Do not trust the scores: look for a column that was computed from the target, and for rows of one kind on both sides of the folds (`split: { kind: group, column: … }`).',
      details: { metric, ...shuffled },
    },
  ];
}
