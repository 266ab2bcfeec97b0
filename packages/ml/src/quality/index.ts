export {
  checkQuality,
  measureQuality,
  type QualityOptions,
  type QualityQuestion,
} from './check-quality.ts';
export type { ColumnNames } from './checks/check-columns.ts';
export type { Freshness } from './checks/check-freshness.ts';
export type { Volume } from './checks/check-volume.ts';
export { QUALITY_CHECKS, type QualityCheck, type QualityFinding } from './quality-finding.ts';
export { sayDuration } from './say-duration.ts';
export type { OtherType, WindowedColumn } from './windowed-column.ts';
