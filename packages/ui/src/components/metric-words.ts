import type { Estimate, Task } from '@kaizenml/contracts';

const ACRONYMS = new Set(['roc', 'auc', 'mae', 'rmse', 'mape', 'mcc', 'ovr']);

/** A metric's name as people write it: `roc_auc` → `ROC AUC`. */
export function metricTitle(name: string): string {
  if (name === 'r2') return 'R²';
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
