import { AppError, didYouMean, listNames } from '@kaizenml/contracts';
import { type Column, getColumn } from '@kaizenml/ml/table';
import type { DatasetDeps } from './ensure-version.ts';
import { loadVersion } from './load-version.ts';
import type { DatasetVersionRecord } from './store.ts';

/**
 * One column of a dataset version. Nothing else is read where its table is kept.
 *
 * @throws COLUMN_UNKNOWN with the closest name, ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED
 */
export async function loadColumn(
  deps: Pick<DatasetDeps, 'store' | 'artifacts'>,
  version: DatasetVersionRecord,
  name: string,
): Promise<Column> {
  const names = version.columns.map((column) => column.name);
  if (!names.includes(name))
    throw new AppError('COLUMN_UNKNOWN', {
      message: `Dataset "${version.name}@${version.version}" has no column "${name}".`,
      hint: didYouMean(name, names) ?? `It has ${listNames(names, 20)}.`,
      details: { column: name, known: names },
    });
  const table = await loadVersion(deps, version, { only: name });
  return getColumn(table, name);
}
