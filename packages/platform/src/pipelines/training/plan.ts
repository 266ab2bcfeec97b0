import type { Handler, Operations } from '@kaizenml/contracts/operations';
import { type DatasetDeps, getVersion } from '../../datasets/index.ts';
import { runTarget } from '../run-target.ts';
import { planRows } from './plan-rows.ts';
import { planSeries } from './plan-series.ts';
import { planWholeTable } from './plan-whole-table.ts';

/** Says what a run would do, and what it may be told, from the columns that it names alone. */
export const planRun =
  (deps: Pick<DatasetDeps, 'store' | 'artifacts'>): Handler<Operations['runs']['plan']> =>
  async ({ dataset, ...asked }) => {
    const version = await getVersion(deps.store.datasets, dataset);
    const reference = `${version.name}@${version.version}`;
    const { task, target } = asked;
    if (task === 'clusters' || task === 'anomalies')
      return planWholeTable(version, { reference, asked, task });
    runTarget({ task, target, data: reference });
    const known = { reference, asked, target: target ?? '' };
    return task === 'forecast' ? planSeries(deps, version, known) : planRows(deps, version, known);
  };
