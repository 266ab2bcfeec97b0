export type { ScoredVersion } from './counting/scored-version.ts';
export { nClassesOf } from './counting/scored-version.ts';
export { createScoredVersions, type FindScoredVersion } from './counting/scored-versions.ts';
export {
  addPerformance,
  noPerformance,
  unpackPerformance,
  type WindowPerformance,
} from './counting/window-performance.ts';
export { checkCalibration } from './judging/check-calibration.ts';
export { estimatedOf } from './judging/judge-estimated.ts';
export { marginOf } from './judging/margin-of.ts';
export { sayValue } from './judging/say-value.ts';
export { SURE, surelyWorse } from './judging/surely-worse.ts';
export { lastVerdicts } from './last-verdicts.ts';
export { estimateMean } from './outcomes/mean-sum.ts';
export { measureOutcomes, Z_95 } from './outcomes/measure-outcomes.ts';
export { outcomesWithout } from './outcomes/outcomes-without.ts';
export { performanceOfMonitor } from './performance.ts';
export { startPerformance } from './state.ts';
export type { PerformanceStore } from './store.ts';
export { watchPerformance } from './watch-performance.ts';
