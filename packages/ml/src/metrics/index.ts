import { type Aim, AppError, didYouMean, listNames, type Task } from '@kaizenml/contracts';
import { accuracy } from './accuracy.ts';
import { averagePrecision } from './average-precision.ts';
import { balancedAccuracy } from './balanced-accuracy.ts';
import { brier } from './brier.ts';
import { expectedCalibrationError } from './expected-calibration-error.ts';
import { f1 } from './f1.ts';
import { f1Macro } from './f1-macro.ts';
import { gammaDeviance } from './gamma-deviance.ts';
import { logLoss } from './log-loss.ts';
import { mae } from './mae.ts';
import { mape } from './mape.ts';
import { mcc } from './mcc.ts';
import { medianAbsoluteError } from './median-absolute-error.ts';
import type { Metric, MetricDescription } from './metric.ts';
import { MEAN_COST, ndcgAt, pinballLossAt, tweedieDeviance } from './parametric/index.ts';
import { pinballLoss } from './pinball-loss.ts';
import { poissonDeviance } from './poisson-deviance.ts';
import { precision } from './precision.ts';
import { r2 } from './r2.ts';
import { recall } from './recall.ts';
import { rmse } from './rmse.ts';
import { rocAuc } from './roc-auc.ts';
import { rocAucOvr } from './roc-auc-ovr.ts';

export { type BootstrapOptions, bootstrapIntervals } from './bootstrap-interval.ts';
export {
  type CalibrationBin,
  calibrationBins,
  confusionMatrix,
  type LiftRow,
  liftTable,
  type PrecisionRecallPoint,
  precisionRecallCurve,
  type RocPoint,
  rocCurve,
} from './curves/index.ts';
export { MOST_DRAWN_ROWS } from './drawn-part.ts';
export {
  defineMetric,
  type Metric,
  type MetricDescription,
  signOf,
  type WeightedValue,
} from './metric.ts';
export {
  type AnsweredQuantiles,
  type ClassificationOutcome,
  classScores,
  type Outcome,
  outcomeLength,
  predictedClasses,
  type RegressionOutcome,
  rowWeights,
} from './outcome.ts';
export { outcomeRows } from './outcome-rows.ts';
export { pairedGain } from './paired-gain.ts';
export {
  type CostMatrix,
  MEAN_COST,
  meanCost,
  ndcgAt,
  pinballLossAt,
  tweedieDeviance,
} from './parametric/index.ts';
export { pinballLoss } from './pinball-loss.ts';
export { type Coverage, quantileCoverage } from './quantiles/index.ts';
export { groupOffsets, ndcg, type RankingOutcome } from './ranked/index.ts';
export { membership, type Ranking, rank, rankedAuc } from './ranking.ts';
export { resampler } from './resampler.ts';

/** Every metric, in the order in which tables show them: within a task the most telling first. */
export const METRICS: readonly Metric[] = [
  rocAuc,
  averagePrecision,
  logLoss,
  rocAucOvr,
  accuracy,
  balancedAccuracy,
  f1,
  f1Macro,
  precision,
  recall,
  mcc,
  brier,
  expectedCalibrationError,
  rmse,
  mae,
  r2,
  medianAbsoluteError,
  mape,
  poissonDeviance,
  gammaDeviance,
  pinballLoss,
];

/** Families of metrics: the part of a name before `@`, and what makes the metric of the number behind it. */
const FAMILIES: Readonly<Record<string, (parameter: number) => Metric>> = {
  ndcg: ndcgAt,
  pinball_loss: pinballLossAt,
  tweedie_deviance: tweedieDeviance,
};

/**
 * The metric of this name: one of `METRICS`, or one of a family, such as `ndcg@10`, `pinball_loss@0.9` or `tweedie_deviance@1.5`.
 *
 * @throws ARGUMENT_INVALID with the closest names, or for a parameter that its family does not have.
 */
export function getMetric(name: string): Metric {
  const metric = METRICS.find((candidate) => candidate.name === name);
  if (metric) return metric;
  const [, family = '', parameter = ''] = /^([a-z_]+)@([0-9.]+)$/.exec(name) ?? [];
  const make = Object.hasOwn(FAMILIES, family) ? FAMILIES[family] : undefined;
  if (make) return make(Number(parameter));
  const names = [...METRICS.map((candidate) => candidate.name), 'ndcg@10'];
  throw new AppError('ARGUMENT_INVALID', {
    message: `The metric must be one of ${listNames(names, names.length)}, got "${name}".`,
    hint: didYouMean(name, names) ?? 'Leave it out to take the default of the task.',
    details: { metric: name, known: names },
  });
}

/**
 * What the metric of this name is: `getMetric`, or the mean cost, which no name can compute since its costs stand elsewhere.
 *
 * @throws ARGUMENT_INVALID as `getMetric`.
 */
export function describeMetric(name: string): MetricDescription {
  return name === MEAN_COST.name ? MEAN_COST : getMetric(name);
}

const OF_QUANTILES = [pinballLoss, mae, medianAbsoluteError];
const OF_RANKINGS = [ndcgAt(10), ndcgAt(5), ndcgAt(1)];

/**
 * The metrics that a task defines, in the order in which tables show them.
 *
 * @param aim What is answered about numbers. Default `mean`.
 */
export function metricsFor(task: Task, aim: Aim = 'mean'): readonly Metric[] {
  if (aim === 'quantiles') return OF_QUANTILES;
  if (aim === 'ranking') return OF_RANKINGS;
  const plain = METRICS.filter(
    ({ name, tasks }) => tasks.includes(task) && name !== pinballLoss.name,
  );
  return aim === 'mean'
    ? plain
    : [poissonDeviance, ...plain.filter((one) => one !== poissonDeviance)];
}

const DEFAULTS: Readonly<Record<Task, Metric>> = {
  binary: rocAuc,
  multiclass: logLoss,
  regression: rmse,
};

/** The metric that a search optimizes unless told otherwise. */
export function defaultMetric(task: Task, aim: Aim = 'mean'): Metric {
  return task === 'regression' && aim !== 'mean' ? metricsFor(task, aim)[0] : DEFAULTS[task];
}
