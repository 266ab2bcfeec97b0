import type { Estimate, Task } from '@kaizenml/contracts';

const ACRONYMS = new Set(['roc', 'auc', 'mae', 'rmse', 'mape', 'mcc', 'ovr', 'owa', 'mase']);

/** Names that say little by themselves. */
const TITLES: Readonly<Record<string, string>> = {
  r2: 'R²',
  smape: 'sMAPE',
  reference_mase: 'MASE of naive repetition',
  reference_smape: 'sMAPE of naive repetition',
  coverage_80: 'Truth within 80 % intervals',
  coverage_95: 'Truth within 95 % intervals',
  stability: 'Found again in resamples',
  excess: 'Silhouette above that of chance',
  share_flagged: 'Share of rows flagged',
  agreement: 'Agreement of another draw',
};

/** Metrics of what was learned of the whole table, where nothing was kept unseen. */
const SEEN = new Set(['silhouette', 'stability', 'excess', 'share_flagged', 'agreement']);

/** What a metric was measured on, as it follows its title: ` on unseen rows`. */
export function measuredOn(name: string): string {
  if (SEEN.has(name)) return '';
  return name === 'owa' || name === 'mase' ? ' on unseen ends' : ' on unseen rows';
}

/** A metric's name as people write it: `roc_auc` → `ROC AUC`. */
export function metricTitle(name: string): string {
  const known = TITLES[name];
  if (known !== undefined) return known;
  const words = name.split('_').map((word) => (ACRONYMS.has(word) ? word.toUpperCase() : word));
  const title = words.join(' ');
  return title.charAt(0).toUpperCase() + title.slice(1);
}

const TELLING: Readonly<Record<Task, readonly string[]>> = {
  binary: ['roc_auc', 'accuracy'],
  multiclass: ['accuracy', 'f1_macro'],
  regression: ['mae', 'rmse', 'r2'],
};

/** The metric that says most about a task in one number, of those that were measured. */
export function keyMetric(
  task: Task | undefined,
  metrics: Readonly<Record<string, Estimate>>,
): { readonly name: string; readonly estimate: Estimate } | undefined {
  const names = task === undefined ? Object.values(TELLING).flat() : TELLING[task];
  const name = [...names, ...Object.keys(metrics)].find((one) => metrics[one] !== undefined);
  const estimate = name === undefined ? undefined : metrics[name];
  return name === undefined || estimate === undefined ? undefined : { name, estimate };
}
