export { type ConstraintsAsked, checkConstraints } from './check-constraints.ts';
export { type MeasuredTable, measureTable } from './measure-table.ts';
export {
  type ConstraintViolation,
  DEFAULT_MONITORING,
  MONITOR_CHECKS,
  type MonitorCheck,
  type MonitorConstraints,
  type MonitoringConfig,
  type MonitorStatistics,
} from './monitor-files.ts';
export { readConstraints, readStatistics } from './read-monitor-file.ts';
export { suggestConstraints } from './suggest-constraints.ts';
