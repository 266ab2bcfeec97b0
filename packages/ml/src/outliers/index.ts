export { type IsolationForestState, isolationForest } from './isolation-forest.ts';
export type { OutlierContext, OutlierDetector } from './outlier-detector.ts';
