import type { ColumnStatistics, DatasetStatistics, Finding } from '@kaizenml/contracts';
import { constantFinding } from './column-constant.ts';
import { idLikeFindings } from './column-id-like.ts';
import { mostlyMissingFindings } from './column-mostly-missing.ts';
import { duplicateFindings } from './rows-duplicate.ts';
import { checkFewRows } from './rows-few.ts';

/** What stands out in a table before anyone has said what is to be learned from it, told by its statistics alone. */
export function statisticsFindings(statistics: DatasetStatistics): Finding[] {
  const { nRows, nDuplicateRows, columns } = statistics;
  return [
    ...columns.flatMap((column) => [
      ...constantFindings(column),
      ...mostlyMissingFindings(column.name, column.nMissing, nRows),
      ...idLikeFindings(column),
    ]),
    ...duplicateFindings(nDuplicateRows ?? 0, nRows),
    ...checkFewRows(nRows),
  ];
}

function constantFindings({
  name,
  kind,
  nRows,
  nMissing,
  top,
  distinct,
}: ColumnStatistics): Finding[] {
  if (nRows > 0 && nMissing === nRows) return [constantFinding(name, null, nRows)];
  if (nMissing > 0 || distinct.count !== 1) return [];
  const value = top[0]?.value ?? '';
  return [constantFinding(name, kind === 'number' ? Number(value) : value, nRows)];
}
