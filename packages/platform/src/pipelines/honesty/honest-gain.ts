import { AppError, type Estimate } from '@kaizenml/contracts';
import {
  type Library,
  type Member,
  type ResampledValues,
  resampleValues,
} from '@kaizenml/ml/combine';
import { type Random, seededRandom } from '@kaizenml/ml/math';
import { getMetric, type Metric, signOf } from '@kaizenml/ml/metrics';
import { type Candidate, takeTargetRows } from '@kaizenml/ml/search';
import { quantileSorted, sampleMoments } from '@kaizenml/ml/stats';
import { mean, rankTrials, type Trial, type TrialData } from '../../automl/index.ts';
import { type FoldRun, oneColumn, scoreFolds } from './score-folds.ts';
import { thinRows } from './thin-rows.ts';

/** What a search promises beyond guessing, without the optimism of having chosen the best of many. */
export interface HonestGain {
  /** Name of the best candidate and of the best baseline. */
  readonly best: string;
  readonly baseline: string;
  /** Their values out of fold. */
  readonly value: number;
  readonly baselineValue: number;
  /** What the choice is worth on rows that had no part in it. 90 % interval. */
  readonly estimate: Estimate;
  /** By how much the choice is better than the baseline on rows that had no part in it; positive is better. 90 % interval. */
  readonly gain: Estimate;
}

const MOST_MEMBERS = 12;
const MOST_ROWS = 3000;
const N_RESAMPLES = 200;
/** One-sided 95 % quantile of Student's t by degrees of freedom, from 1; beyond, that of the last. */
const T_95 = [6.31, 2.92, 2.35, 2.13, 2.02, 1.94, 1.89, 1.86, 1.83, 1.81, 1.78, 1.73] as const;

/**
 * The gain of a search over its best baseline, judged out of fold.
 *
 * In each resample of the rows the best candidate on the drawn ones is compared with the baselines on those left out, so a lucky
 * winner of many gains nothing. Where trials kept no answers, or the rows are too few for that, scores of folds are compared in
 * pairs, which leaves the luck in.
 *
 * @returns Undefined without a finished candidate and a finished baseline, and for figures beyond what numbers hold.
 * @source Tsamardinos, Greasidou & Borboudakis (2018), Machine Learning 107, 1895-1922 (BBC-CV).
 */
export async function honestGain(
  trials: readonly Trial[],
  data: TrialData,
  run: FoldRun,
): Promise<HonestGain | undefined> {
  const ranked = rankTrials(trials, data.metric);
  const best = ranked.find(({ candidate }) => !candidate.isBaseline);
  const [baseline] = rankTrials(await baselinesOf(trials, data, run), data.metric);
  if (best === undefined || baseline === undefined) return undefined;
  const library = await libraryOf(trials, data, run);
  const judged = library && judgedByRows(library, data.metric, seededRandom(run.seed));
  const gain = {
    best: best.candidate.id,
    baseline: baseline.candidate.id,
    value: mean(best.scores),
    baselineValue: mean(baseline.scores),
    ...(judged ?? judgedByFolds(best, baseline, data.metric)),
  };
  const figures = [gain.value, gain.baselineValue, gain.estimate.value, gain.gain.value];
  return figures.every(Number.isFinite) ? gain : undefined;
}

type Judged = Pick<HonestGain, 'estimate' | 'gain'> &
  Partial<Pick<HonestGain, 'baseline' | 'baselineValue'>>;

/** The baselines with scores; those that the clock has cut are scored here, since they cost next to nothing. */
async function baselinesOf(
  trials: readonly Trial[],
  data: TrialData,
  run: FoldRun,
): Promise<Trial[]> {
  const baselines: Trial[] = [];
  for (const trial of trials.filter(({ candidate }) => candidate.isBaseline)) {
    if (trial.status !== 'skipped') baselines.push(trial);
    else {
      const scored = await scoreFolds(trial.candidate, oneColumn(data), run);
      const scores = scored.map(({ score }) => score);
      if (scores.length > 0) baselines.push({ ...trial, status: 'finished', scores });
    }
  }
  return baselines;
}

interface Rivals extends Library {
  /** Members from here on are baselines. */
  readonly firstBaseline: number;
}

/** Answers of the best candidates and of the baselines to some of the rows that were held out. */
async function libraryOf(
  trials: readonly Trial[],
  data: TrialData,
  run: FoldRun,
): Promise<Rivals | undefined> {
  const width = data.target.kind === 'regression' ? 1 : data.target.nClasses;
  const { nRows } = data.features;
  const foldOf = foldOfRows(data);
  const heldOut = Int32Array.from(foldOf.keys()).filter((row) => (foldOf[row] ?? -1) >= 0);
  const random = seededRandom(run.seed);
  const thinned = thinRows(takeTargetRows(data.target, heldOut), {
    most: MOST_ROWS,
    leastPerClass: 0,
    random,
  });
  const rows = thinned.map((i) => heldOut[i] ?? 0);
  const take = (answers: ArrayLike<number>) =>
    Float64Array.from(
      { length: rows.length * width },
      (_, i) => answers[(rows[Math.floor(i / width)] ?? 0) * width + (i % width)] ?? Number.NaN,
    );
  const members = rankTrials(trials, data.metric).flatMap(({ candidate, answers }): Member[] =>
    candidate.isBaseline || answers?.length !== nRows * width
      ? []
      : [{ id: candidate.id, answers: take(answers), microsPerRow: 1 }],
  );
  if (members.length === 0) return undefined;
  const known = members.slice(0, MOST_MEMBERS);
  const rivals: Member[] = [];
  for (const { candidate } of trials.filter((each) => each.candidate.isBaseline)) {
    const answers = await constantAnswers(candidate, data, run);
    if (answers.length === nRows * width)
      rivals.push({ id: candidate.id, answers: take(answers), microsPerRow: 1 });
  }
  if (rivals.length === 0) return undefined;
  return {
    truth: takeTargetRows(data.target, rows),
    foldOf: rows.map((row) => foldOf[row] ?? 0),
    members: [...known, ...rivals],
    firstBaseline: known.length,
  };
}

/** The fold that holds out each row; -1 for rows that none does. */
function foldOfRows({ features, folds }: TrialData): Int32Array {
  const foldOf = new Int32Array(features.nRows).fill(-1);
  folds.forEach(({ test }, fold) => {
    for (const row of test) foldOf[row] = fold;
  });
  return foldOf;
}

/**
 * What a baseline answers to every row: the mean of what it answers in each fold. Left as they are, the slightly different
 * answers of folds would rank the rows, and by the very shares of the folds.
 */
async function constantAnswers(
  candidate: Candidate,
  data: TrialData,
  run: FoldRun,
): Promise<Float64Array> {
  const { features, folds, target } = data;
  const width = target.kind === 'regression' ? 1 : target.nClasses;
  const scored = await scoreFolds(candidate, oneColumn(data), run);
  if (scored.length < folds.length) return new Float64Array();
  const means = Array.from({ length: width }, (_, k) =>
    mean(scored.map(({ answers }) => answers[k] ?? 0)),
  );
  return Float64Array.from({ length: features.nRows * width }, (_, i) => means[i % width] ?? 0);
}

function judgedByRows(
  { firstBaseline, ...library }: Rivals,
  metricName: string,
  random: Random,
): Judged | undefined {
  const metric = getMetric(metricName);
  const sign = signOf(metric);
  const resampled = resampledValues(library, metric, random);
  if (resampled === undefined) return undefined;
  const { values, drawn, left } = resampled;
  const bestOf = (values: ArrayLike<number>, from: number, to: number): number => {
    let best = from;
    for (let m = from; m < to; m++)
      if (sign * (values[m] ?? 0) > sign * (values[best] ?? 0)) best = m;
    return best;
  };
  const judged = drawn.map((inside, b) => {
    const outside = left[b] ?? inside;
    const chosen = outside[bestOf(inside, 0, firstBaseline)] ?? 0;
    const guess = outside[bestOf(outside, firstBaseline, library.members.length)] ?? 0;
    return { value: chosen, gain: sign * (chosen - guess) + 0 };
  });
  const rival = bestOf(values, firstBaseline, library.members.length);
  return {
    baseline: library.members[rival]?.id ?? '',
    baselineValue: values[rival] ?? Number.NaN,
    estimate: spreadOf(judged.map(({ value }) => value)),
    gain: spreadOf(judged.map(({ gain }) => gain)),
  };
}

function spreadOf(values: readonly number[]): Estimate {
  const sorted = Float64Array.from(values).sort();
  return {
    value: mean(values),
    low: quantileSorted(sorted, 0.05),
    high: quantileSorted(sorted, 0.95),
  };
}

/** Undefined where so few rows of a class are there that most resamples do not define the metric. */
function resampledValues(
  library: Library,
  metric: Metric,
  random: Random,
): ResampledValues | undefined {
  try {
    return resampleValues(library, metric, { random, nResamples: N_RESAMPLES });
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === 'ARGUMENT_INVALID') return undefined;
    throw thrown;
  }
}

/** Paired scores of folds with Student's interval; none for a single fold. */
function judgedByFolds(best: Trial, baseline: Trial, metric: string): Judged {
  const sign = signOf(getMetric(metric));
  const gains = best.scores.map((score, fold) => sign * (score - (baseline.scores[fold] ?? score)));
  return { estimate: studentOf(best.scores), gain: studentOf(gains) };
}

function studentOf(values: readonly number[]): Estimate {
  const { mean: value, sd } = sampleMoments(values);
  if (values.length < 2) return { value, low: null, high: null };
  const t = T_95[Math.min(T_95.length, values.length - 1) - 1] ?? 1.73;
  const half = (t * sd) / Math.sqrt(values.length);
  return { value, low: value - half, high: value + half };
}
