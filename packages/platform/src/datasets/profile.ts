import type { DatasetStatistics, Finding } from '@kaizenml/contracts';
import type { Operations } from '@kaizenml/contracts/operations';
import {
  checkConstant,
  checkDuplicateRows,
  checkFewRows,
  checkIdLike,
  checkMostlyMissing,
} from '@kaizenml/ml/guardrails';
import { addRows, emptyTable, finishTable } from '@kaizenml/ml/sketches';
import { countDuplicateRows } from '@kaizenml/ml/stats';
import type { Table } from '@kaizenml/ml/table';
import type { MachineHandler } from '../at-machine.ts';
import type { DatasetDeps } from './ensure-version.ts';
import { getVersion } from './get-version.ts';
import { loadVersion } from './load-version.ts';
import { pickColumns } from './pick-columns.ts';

type Profile = Operations['datasets']['profile'];

/** Profiles a dataset: what each of its columns holds. */
export const profileDataset =
  ({ store, artifacts }: Pick<DatasetDeps, 'store' | 'artifacts'>): MachineHandler<Profile> =>
  async ({ name, target, against, columns }) => {
    const record = await getVersion(store.datasets, name);
    const other = against === undefined ? undefined : await getVersion(store.datasets, against);
    const table = await loadVersion({ artifacts }, record);
    const compared = other && (await loadVersion({ artifacts }, other));
    const statistics = statisticsOf(table);
    const picked = columns === undefined ? statistics : pickColumns(statistics, columns);
    return {
      name: `${record.name}@${record.version}`,
      source: record.source,
      target: target ?? null,
      columns: columns === undefined ? null : picked.columns.map((column) => column.name),
      statistics: picked,
      against: compared === undefined ? null : statisticsOf(compared),
      againstName: other === undefined ? null : `${other.name}@${other.version}`,
      findings: findingsOf(table).map((finding) => ({ ...finding })),
      html: null,
    };
  };

function statisticsOf(table: Table): DatasetStatistics {
  const sketch = emptyTable(table.columns);
  addRows(sketch, table);
  return { ...finishTable(sketch), nDuplicateRows: countDuplicateRows(table) };
}

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
