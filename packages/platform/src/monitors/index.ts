export { type CheckDeps, checkMonitor } from './check.ts';
export { createCountedVersions, type FindCountedVersion } from './counted-versions.ts';
export { LATENCY_BINNING } from './counting/latency-binning.ts';
export { unpackCounts } from './counting/pack-counts.ts';
export { unwatchMonitor, watchMonitor } from './datasets/index.ts';
export { falseAlarmsBySubject } from './false-alarms-by-subject.ts';
export { type Finding, isDrift } from './finding.ts';
export { historyOfMonitor } from './history.ts';
export { alertedCheck } from './judging/alerts-of.ts';
export type { Counted } from './judging/compare-counted.ts';
export { addUp } from './judging/counted-span.ts';
export type { WatchedColumn } from './judging/judge-windows.ts';
export { listMonitors } from './list.ts';
export { lookAtEndpoint } from './look.ts';
export { createMonitors, type MonitorDeps, type Monitors } from './monitors.ts';
export {
  addPerformance,
  checkCalibration,
  createScoredVersions,
  estimatedOf,
  estimateMean,
  marginOf,
  measureOutcomes,
  nClassesOf,
  noPerformance,
  outcomesWithout,
  type PerformanceStore,
  performanceOfMonitor,
  type ScoredVersion,
  SURE,
  sayValue,
  startPerformance,
  surelyWorse,
  unpackPerformance,
  type WindowPerformance,
  Z_95,
} from './performance/index.ts';
export { showMonitor } from './show.ts';
export { showColumn } from './shown/show-column.ts';
export { showDrift } from './shown/show-drift.ts';
export { type StandingDeps, standingOf } from './standing.ts';
export { startLooking } from './start-looking.ts';
export { startState } from './state.ts';
export type {
  MonitorRecord,
  MonitorStore,
  Subject,
  VerdictRecord,
  WindowRecord,
} from './store.ts';
export type { JudgedVerdict } from './watch-endpoint.ts';
