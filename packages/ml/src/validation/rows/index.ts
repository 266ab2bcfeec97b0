export { acquitColumn, type Witnesses } from './acquit-column.ts';
export { usualDateFormat } from './check-dates.ts';
export { referenceKey } from './check-keys.ts';
export { type ColumnSummary, summaryStatistics } from './column-summary.ts';
export {
  compileRowChecks,
  type RowAnomaly,
  type RowCheckOptions,
  type RowChecks,
  type RowFindings,
} from './compile-row-checks.ts';
export { type MergedAnomaly, mergeAnomalies } from './merge-anomalies.ts';
export { readNumberCell } from './read-number-cell.ts';
export {
  ABSENT,
  NOT_NUMBER,
  type RawColumn,
  type RawNumbers,
  type RawTexts,
  type RowChunk,
  VALUE,
  WRITTEN_NAN,
} from './row-chunk.ts';
export { addValue, emptyValueSet, type ValueSet } from './value-set.ts';
