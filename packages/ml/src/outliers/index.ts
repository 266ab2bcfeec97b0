export {
  type Calibration,
  calibrateTail,
  falseAlarmShare,
  scoreAt,
} from './calibration/calibrate-tail.ts';
export {
  type DetectedOutliers,
  detectOutliers,
  type OutlierModel,
  type OutlierOptions,
  type OutlierRow,
  type ScoredRows,
  scoreOutliers,
} from './detect-outliers.ts';
export type { OutlierReason } from './explain-outlier.ts';
export { type IsolationForestState, isolationForest } from './isolation-forest.ts';
export type { OutlierContext, OutlierDetector } from './outlier-detector.ts';
export { expectedValues, type RobustDistanceState, robustDistance } from './robust-distance.ts';
export { outlierGraph, unusualRows } from './unusual-rows.ts';
