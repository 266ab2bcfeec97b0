import { AppError, type Estimate } from '@kaizenml/contracts';
import { type Metric, signOf } from '../../metrics/index.ts';
import { sampleMoments } from '../../stats/index.ts';

/** Values of searches on the true target and on shuffled ones. */
export interface ShuffledRuns {
  /** Honest value of the winner on the true target. */
  readonly real: number;
  /** Honest values of the winners of the same search on targets in random order, with 95 % intervals. */
  readonly shuffled: readonly Estimate[];
  /** What guessing gets: the value of the baseline. */
  readonly chance: number;
}

export interface ShuffledReport {
  /** Share of shuffled targets, the true one among them, on which a search does at least as well as on the true one. */
  readonly pValue: number;
  /** The columns tell something of the target: the p-value is at most 0.05. */
  readonly isPredictable: boolean;
  /** Winners on shuffled targets are no better than guessing; false means that the target leaks into the estimate. */
  readonly looksLikeChance: boolean;
  readonly sentence: string;
}

const LEVEL = 0.05;
/** Standard errors above chance that are a leak and no accident. */
const FAR = 3;

/**
 * What shuffled targets say about a search: whether its estimate is honest, and whether there is anything to predict.
 *
 * On a target in random order no model can be better than guessing; where a search seems to be, its estimate is wrong.
 * With fewer than 19 shuffles the p-value cannot reach 0.05.
 *
 * @throws ARGUMENT_INVALID without a shuffled run, and for values that are not finite.
 * @source Ojala & Garriga (2010), "Permutation Tests for Studying Classifier Performance", JMLR 11; Phipson & Smyth (2010),
 * "Permutation P-values Should Never Be Zero", SAGMB 9(1).
 */
export function checkShuffled(
  { real, shuffled, chance }: ShuffledRuns,
  metric: Metric,
): ShuffledReport {
  const values = shuffled.map(({ value }) => value);
  assertValues(metric, [real, chance, ...values]);
  assertSpread(metric, shuffled);
  const sign = signOf(metric);
  const nAsGood = values.filter((value) => sign * value >= sign * real).length;
  const pValue = (1 + nAsGood) / (1 + values.length);
  const { mean, sd } = sampleMoments(values);
  const within = shuffled.map(({ low, high }) => ((high ?? 0) - (low ?? 0)) / (2 * 1.96));
  const rowNoise = within.reduce((sum, each) => sum + each, 0) / within.length;
  const standardError = Math.max(rowNoise, sd || 0) / Math.sqrt(values.length);
  const looksLikeChance = sign * (mean - chance) <= FAR * standardError + 1e-12;
  const isPredictable = looksLikeChance && pValue <= LEVEL;
  const report = { pValue, isPredictable, looksLikeChance };
  return { ...report, sentence: sentenceOf(report, { metric, mean, chance, n: values.length }) };
}

interface Said {
  readonly metric: Metric;
  readonly mean: number;
  readonly chance: number;
  readonly n: number;
}

function sentenceOf(
  { pValue, isPredictable, looksLikeChance }: Omit<ShuffledReport, 'sentence'>,
  { metric, mean, chance, n }: Said,
): string {
  const times = n === 1 ? 'a shuffled target' : `${n} shuffled targets`;
  const scored = `${metric.title} ${mean.toPrecision(3)}, and guessing has ${chance.toPrecision(3)}`;
  if (!looksLikeChance)
    return `On ${times} the search still reports a ${scored}: the estimate is not honest, something of the target reaches the rows that judge.`;
  if (isPredictable)
    return `On ${times} the search finds nothing (${scored}), and never as much as on the true target: there is something to predict (p = ${pValue.toPrecision(2)}).`;
  return 1 / (1 + n) > LEVEL
    ? `On ${times} the search finds nothing (${scored}), as it should; ${n === 1 ? 'one is' : `${n} are`} too few to prove that there is something to predict.`
    : `On ${times} the search does as well as on the true target in ${(100 * pValue).toPrecision(2)} % of cases: this target is not predictable from these columns.`;
}

function assertValues(metric: Metric, values: readonly number[]): void {
  const bad = values.find((value) => !Number.isFinite(value));
  if (values.length > 2 && bad === undefined) return;
  const got = values.length > 2 ? String(bad) : 'no shuffled run';
  throw new AppError('ARGUMENT_INVALID', {
    message: `checkShuffled must get finite values of ${metric.title} and at least one of a shuffled target, got ${got}.`,
    hint: 'Leave out the runs on which the metric is not defined.',
    details: { metric: metric.name, received: got },
  });
}

/** One value without an interval says nothing of chance. */
function assertSpread(metric: Metric, shuffled: readonly Estimate[]): void {
  if (shuffled.length > 1 || shuffled.every(({ low, high }) => low !== null && high !== null))
    return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `checkShuffled must get the interval of a single shuffled run of ${metric.title}, got none.`,
    hint: 'Shuffle the target several times, or give the run more rows.',
    details: { metric: metric.name },
  });
}
