import type { Estimate } from '@kaizenml/contracts';
import { checkShuffled, type ShuffledReport } from '@kaizenml/ml/combine';
import { seededRandom } from '@kaizenml/ml/math';
import { getMetric, type Metric, signOf } from '@kaizenml/ml/metrics';
import type { Candidate } from '@kaizenml/ml/search';
import { sampleMoments } from '@kaizenml/ml/stats';
import type { TrialData } from '../../automl/index.ts';
import { type FoldRun, oneColumn, scoreFolds } from './score-folds.ts';
import { shuffleTarget } from './shuffle-target.ts';

/** A candidate on the true target and on shuffled ones. */
export interface ShuffledCheck extends ShuffledReport {
  readonly candidate: string;
  readonly nRows: number;
  /** Value on the true target, on the same rows. */
  readonly real: number;
  /** Value of the baseline. */
  readonly chance: number;
  /** Values on shuffled targets, in the order of their making. */
  readonly shuffled: readonly number[];
  /** Winners on shuffled targets are better than guessing, by more than chance and by enough to matter. */
  readonly isLeaking: boolean;
}

/** What is shuffled, and how often. */
export interface ShuffledPlan {
  readonly candidate: Candidate;
  /** What guessing gets is the best mean of theirs. */
  readonly baselines: readonly Candidate[];
  /** Values stay within their fold, see `shuffleTarget`. */
  readonly isWithin: boolean;
  /** Nobody is sure that there is anything to predict: enough shuffles to tell. */
  readonly isInDoubt: boolean;
}

/** Shuffles that show a leak; where something looks odd, as many as a p-value of 0.05 needs. */
const FEW = 2;
const MANY = 19;
/** Share of the way from guessing to perfect that a shuffled target must not gain. */
const TOO_MUCH = 0.1;

/**
 * Shuffles the target and scores the same candidate on the same folds.
 *
 * What it sees: a preparation that knows the answers of the rows it is judged on, a fold that shares rows with its training, a
 * metric that rewards nothing. What it cannot see: copies of rows, and groups, since a shuffle breaks their answers too; checks of
 * the split look for those.
 *
 * @returns Undefined where no fold defines the metric, or the time was over before there was anything to say.
 */
export async function shuffledCheck(
  data: TrialData,
  { candidate, baselines, isWithin, isInDoubt }: ShuffledPlan,
  run: FoldRun,
): Promise<ShuffledCheck | undefined> {
  const metric = getMetric(data.metric);
  const random = seededRandom(run.seed);
  const real = estimateOf(await scoreFolds(candidate, data, run));
  const chances = baselines.map((): number[] => []);
  const shuffled: Estimate[] = [];
  const draw = async (): Promise<boolean> => {
    const target = shuffleTarget(data.target, data.folds, { isWithin, random });
    const turned = { ...data, target };
    const seed = run.seed + shuffled.length + 1;
    const ours = await scoreFolds(candidate, turned, { ...run, seed });
    const value = estimateOf(ours);
    if (value === undefined) return false;
    const guesses: number[] = [];
    for (const baseline of baselines) {
      const theirs = await scoreFolds(baseline, oneColumn(turned), { ...run, seed });
      const guess = estimateOf(theirs);
      if (guess === undefined || ours.length < theirs.length) return false;
      guesses.push(guess.value);
    }
    shuffled.push(value);
    guesses.forEach((guess, i) => {
      chances[i]?.push(guess);
    });
    return true;
  };
  const judge = (value: number): ShuffledCheck => ({
    candidate: candidate.id,
    nRows: data.features.nRows,
    ...judgeDraws({ real: value, shuffled, chances }, metric),
  });
  const drawUpTo = async (n: number): Promise<void> => {
    while (shuffled.length < n && (await draw()));
  };
  if (real === undefined) return undefined;
  await drawUpTo(isInDoubt ? MANY : FEW);
  if (shuffled.length < FEW) return undefined;
  const first = judge(real.value);
  if (!first.isLeaking || shuffled.length >= MANY) return first;
  await drawUpTo(MANY);
  return judge(real.value);
}

interface Draws {
  /** Value on the true target. */
  readonly real: number;
  /** Of each shuffle. */
  readonly shuffled: readonly Estimate[];
  /** Of each baseline, its values on the shuffled targets. */
  readonly chances: readonly (readonly number[])[];
}

/** What the shuffles say so far: what guessing gets is the best mean of the baselines. */
function judgeDraws(
  { real, shuffled, chances }: Draws,
  metric: Metric,
): Omit<ShuffledCheck, 'candidate' | 'nRows'> {
  const sign = signOf(metric);
  const means = chances.map((guesses) => sampleMoments(guesses).mean);
  const chance = means.reduce((best, mean) => (sign * mean > sign * best ? mean : best));
  const report = checkShuffled({ real, shuffled, chance }, metric);
  const values = shuffled.map(({ value }) => value);
  const above = sign * (sampleMoments(values).mean - chance);
  const isLeaking = !report.looksLikeChance && above > TOO_MUCH * Math.abs(metric.best - chance);
  return { ...report, real, chance, shuffled: values, isLeaking };
}

/** Mean over folds with a 95 % interval. */
function estimateOf(scored: readonly { readonly score: number }[]): Estimate | undefined {
  if (scored.length === 0) return undefined;
  const { mean, sd } = sampleMoments(scored.map(({ score }) => score));
  if (!Number.isFinite(mean)) return undefined;
  const half = Number.isFinite(sd) ? (1.96 * sd) / Math.sqrt(scored.length) : 0;
  return { value: mean, low: mean - half, high: mean + half };
}
