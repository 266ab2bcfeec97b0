import type { Finding } from '@kaizenml/contracts';
import type { Handler, Operations } from '@kaizenml/contracts/operations';
import {
  checkConstant,
  checkDuplicateRows,
  checkFewRows,
  checkIdLike,
  checkMostlyMissing,
} from '@kaizenml/ml/guardrails';
import { profileTable } from '@kaizenml/ml/stats';
import type { Table } from '@kaizenml/ml/table';
import type { DatasetDeps } from './ensure-version.ts';
import { getVersion } from './get-version.ts';
import { loadVersion } from './load-version.ts';

/** Profiles a dataset: what each of its columns holds. */
export const profileDataset =
  ({
    store,
    artifacts,
  }: Pick<DatasetDeps, 'store' | 'artifacts'>): Handler<Operations['datasets']['profile']> =>
  async ({ name }) => {
    const record = await getVersion(store.datasets, name);
    const table = await loadVersion({ artifacts }, record);
    const profile = profileTable(table);
    return {
      ...profile,
      columns: profile.columns.map((column) => ({
        ...column,
        quantiles: column.quantiles === null ? null : { ...column.quantiles },
        top: column.top.map((entry) => ({ ...entry })),
        histogram:
          column.histogram === null
            ? null
            : { edges: [...column.histogram.edges], counts: [...column.histogram.counts] },
      })),
      findings: findingsOf(table).map((finding) => ({ ...finding })),
    };
  };

/** What stands out in a table before anyone has said what is to be learned from it. */
function findingsOf(table: Table): Finding[] {
  return [
    ...table.columns.flatMap((column) => [
      ...checkConstant(column),
      ...checkMostlyMissing(column),
      ...checkIdLike(column),
    ]),
    ...checkDuplicateRows(table),
    ...checkFewRows(table.nRows),
  ];
}
