import type { MetricDescription } from '@kaizenml/ml/metrics';

type Described = Pick<MetricDescription, 'name' | 'title' | 'better'>;

/** What is measured where there is no target to compare with; what is not among them is better the higher it is. */
const KNOWN: readonly Described[] = [
  { name: 'owa', title: 'OWA', better: 'lower' },
  { name: 'mase', title: 'MASE', better: 'lower' },
  { name: 'smape', title: 'sMAPE', better: 'lower' },
  { name: 'silhouette', title: 'Silhouette', better: 'higher' },
  { name: 'stability', title: 'Agreement of resamples', better: 'higher' },
  { name: 'share_flagged', title: 'Share flagged', better: 'lower' },
];

/** A figure of a task that learns from a table as a whole. */
export function describeTableMetric(name: string): Described {
  return KNOWN.find((one) => one.name === name) ?? { name, title: name, better: 'higher' };
}
