import type { Metric, Outcome } from '../../../metrics/index.ts';
import { anyMetricJudge } from './any-metric.ts';
import { CALL_METRICS, callJudge } from './calls.ts';
import { brierJudge, maeJudge, r2Judge, rmseJudge } from './errors.ts';
import type { Judge } from './judge.ts';
import { logLossJudge } from './log-loss.ts';
import { oneVersusRestJudge } from './one-versus-rest.ts';
import { rankedJudge } from './ranked.ts';
import { RANKED_AUC, RANKED_PRECISION } from './ranked-metrics.ts';

export { CALL_METRICS, everyCall } from './calls.ts';
export type { Bounds, Judge, StepJudge } from './judge.ts';

/** Classes up to which a table of calls is smaller than the rows that it stands for. */
const MAX_CALL_CLASSES = 64;

const ERROR_JUDGES = { rmse: rmseJudge, r2: r2Judge, mae: maeJudge } as const;

/**
 * The fastest way to follow a metric while members join a blend.
 *
 * Rows with weights are left to the metric itself.
 *
 * @param outcome The truth; its answers are only counted.
 */
export function judgeOf(metric: Metric, outcome: Outcome): Judge {
  if (outcome.weights) return anyMetricJudge(metric, outcome);
  if (outcome.kind === 'regression') {
    const judge = ERROR_JUDGES[metric.name as keyof typeof ERROR_JUDGES];
    return judge ? judge(outcome) : anyMetricJudge(metric, outcome);
  }
  if (metric.name === 'log_loss') return logLossJudge(outcome);
  if (metric.name === 'brier') return brierJudge(outcome);
  if (metric.name === 'roc_auc') return rankedJudge(RANKED_AUC, outcome);
  if (metric.name === 'average_precision') return rankedJudge(RANKED_PRECISION, outcome);
  if (metric.name === 'roc_auc_ovr') return oneVersusRestJudge(outcome);
  return CALL_METRICS.has(metric.name) && outcome.nClasses <= MAX_CALL_CLASSES
    ? callJudge(metric, outcome)
    : anyMetricJudge(metric, outcome);
}
