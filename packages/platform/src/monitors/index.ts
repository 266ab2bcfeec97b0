export { type CheckDeps, checkMonitor, MIN_ROWS } from './check.ts';
export { type CheckedColumn, checkColumn, type Thresholds } from './check-column.ts';
