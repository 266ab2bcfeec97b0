export { guardPredictionLog } from './guard-prediction-log.ts';
export { guardRegistryAccess } from './guard-registry-access.ts';
export { mayRelease } from './guard-rollouts.ts';
export { guardStore } from './guard-store.ts';
export { guardTracking } from './guard-tracking.ts';
export { guardTrees, guardUploads } from './guard-trees.ts';
export { accessForbidden } from './refusals.ts';
