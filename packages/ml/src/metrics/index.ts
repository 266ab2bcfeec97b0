import { AppError, didYouMean, listNames, type Task } from '@kaizenml/contracts';
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
import type { Metric } from './metric.ts';
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
export { defineMetric, type Metric, type MetricDescription, type WeightedValue } from './metric.ts';
export {
  type ClassificationOutcome,
  classScores,
  type Outcome,
  outcomeLength,
  predictedClasses,
  type RegressionOutcome,
} from './outcome.ts';
export { pairedGain } from './paired-gain.ts';
export { pinballLoss, tweedieDeviance } from './parametric/index.ts';
export { groupOffsets, ndcg, type RankingOutcome } from './ranked/index.ts';
export { membership, type Ranking, rank, rankedAuc } from './ranking.ts';

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
];

/**
 * The metric of this name.
 *
 * @throws ARGUMENT_INVALID with the closest names.
 */
export function getMetric(name: string): Metric {
  const metric = METRICS.find((candidate) => candidate.name === name);
  if (metric) return metric;
  const names = METRICS.map((candidate) => candidate.name);
  throw new AppError('ARGUMENT_INVALID', {
    message: `The metric must be one of ${listNames(names, names.length)}, got "${name}".`,
    hint: didYouMean(name, names) ?? 'Leave it out to take the default of the task.',
    details: { metric: name, known: names },
  });
}

/** The metrics that a task defines, in the order of `METRICS`. */
export function metricsFor(task: Task): Metric[] {
  return METRICS.filter((metric) => metric.tasks.includes(task));
}

const DEFAULTS: Readonly<Record<Task, Metric>> = {
  binary: rocAuc,
  multiclass: logLoss,
  regression: rmse,
};

/** The metric that a search optimizes unless told otherwise. */
export function defaultMetric(task: Task): Metric {
  return DEFAULTS[task];
}
