import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { checkTarget, classShares, defendMetric } from '@kaizenml/ml/guardrails';
import { defaultMetric, type Metric, metricsFor } from '@kaizenml/ml/metrics';
import { makeTable } from '@kaizenml/ml/table';
import { type DatasetDeps, getVersion, loadColumn } from '../../datasets/index.ts';

/** Says what a run would predict, from the values of its target alone. */
export const planRun =
  (deps: Pick<DatasetDeps, 'store' | 'artifacts'>): Handler<Operations['runs']['plan']> =>
  async ({ dataset, target, task: asked }) => {
    const version = await getVersion(deps.store.datasets, dataset);
    const column = await loadColumn(deps, version, target);
    const { task, aim, why, target: known } = checkTarget(makeTable([column]), target, asked);
    const metric = defaultMetric(task, aim);
    const shares = known.kind === 'classification' ? classShares(column) : [];
    const described = (one: Metric) => {
      const { name, title, better, unit } = one;
      const isDefault = name === metric.name;
      return { name, title, better, unit, why: defendMetric(one, { shares, isDefault }) };
    };
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
      metric: described(metric),
      metrics: metricsFor(task, aim).map(described),
    };
  };
