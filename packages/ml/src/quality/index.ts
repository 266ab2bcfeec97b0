export {
  checkQuality,
  measureQuality,
  type QualityOptions,
  type QualityQuestion,
} from './check-quality.ts';
export type { ColumnNames } from './checks/check-columns.ts';
export type { Freshness } from './checks/check-freshness.ts';
export type { Volume } from './checks/check-volume.ts';
export { sayValueOf } from './dominant-value.ts';
export { QUALITY_CHECKS, type QualityCheck, type QualityFinding } from './quality-finding.ts';
export { sayDuration } from './say-duration.ts';
export { type Glance, glanceAt } from './stale/glance.ts';
export { type StaleTime, staleTime, timeNeedsPast } from './stale/stale-time.ts';
export { type StaleValue, staleValue, valueNeedsPast } from './stale/stale-value.ts';
export type { OtherType, WindowedColumn } from './windowed-column.ts';
