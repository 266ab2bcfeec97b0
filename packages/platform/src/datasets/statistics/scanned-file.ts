import type { DatasetStatistics, Finding } from '@kaizenml/contracts';
import { tableStatistics } from '@kaizenml/ml/sketches';
import { associate } from '@kaizenml/ml/stats';
import type { ReadContent, ReadContext } from '../formats/read-context.ts';
import type { ColumnScan } from './scan-columns.ts';

/** Memory of the database; what does not fit goes to the disk. */
export const MEMORY_MB = 512;
/** Statistics of a file, and what was noticed while it was read. */
export interface ScannedFile {
  readonly statistics: DatasetStatistics;
  readonly findings: readonly Finding[];
}

/** Statistics of a table in memory. */
export function scanInMemory(
  { table, findings }: Pick<ReadContent, 'table' | 'findings'>,
  { withAssociations, target }: ColumnScan,
): ScannedFile {
  const pairs = withAssociations
    ? { associations: associate(table, target), nAssociatedRows: table.nRows }
    : {};
  return { statistics: { ...tableStatistics(table), ...pairs }, findings };
}

/** How the database is opened for a scan. */
export function engineOptions({ signal, workPath }: Pick<ReadContext, 'signal' | 'workPath'>) {
  return { signal, tempPath: workPath, memoryMb: MEMORY_MB };
}
