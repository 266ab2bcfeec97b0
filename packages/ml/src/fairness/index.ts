export {
  FAIRNESS_METRICS,
  type FairnessMetric,
  type FairnessMetricName,
  getFairnessMetric,
} from './fairness-metrics.ts';
export { type GroupRates, groupRates } from './group-rates.ts';
export { type GroupedOutcome, type GroupGap, measureGaps } from './measure-gaps.ts';
