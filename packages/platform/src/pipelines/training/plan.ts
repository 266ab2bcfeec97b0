import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { checkTarget } from '@kaizenml/ml/guardrails';
import { defaultMetric, type Metric, metricsFor } from '@kaizenml/ml/metrics';
import { makeTable } from '@kaizenml/ml/table';
import { type DatasetDeps, getVersion, loadColumn } from '../../datasets/index.ts';

/** Says what a run would predict, from the values of its target alone. */
export const planRun =
  (deps: Pick<DatasetDeps, 'store' | 'artifacts'>): Handler<Operations['runs']['plan']> =>
  async ({ dataset, target, task: asked }) => {
    const version = await getVersion(deps.store.datasets, dataset);
    const column = await loadColumn(deps, version, target);
    const { task, why, target: known } = checkTarget(makeTable([column]), target, asked);
    const metric = defaultMetric(task);
    return {
      dataset: `${version.name}@${version.version}`,
      target,
      task,
      why,
      nRows: known.rows.length,
      nMissing: version.nRows - known.rows.length,
      classes:
        known.kind === 'classification'
          ? known.classes.map((name, i) => ({ name, nRows: known.counts[i] ?? 0 }))
          : [],
      metric: { ...described(metric), doc: metric.doc },
      metrics: metricsFor(task).map(described),
    };
  };

function described({ name, title, better, unit }: Metric) {
  return { name, title, better, unit };
}
