export { claimAnyRun } from './claim-run.ts';
export { findExperiment, insertExperiment } from './experiments.ts';
export { experimentState } from './failures.ts';
export { createKeyNumbers, type KeyNumbers } from './key-numbers.ts';
export { addPoints } from './metrics/add-points.ts';
export type { RunRow } from './read-runs.ts';
export type { TrackingTools } from './tools.ts';
export { trackingOn } from './tracking-on.ts';
