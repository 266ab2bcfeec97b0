export { experimentNotFound } from './experiment-not-found.ts';
export { listExperiments } from './list.ts';
export { showExperiment } from './show.ts';
export type { ExperimentRecord, ExperimentStore } from './store.ts';
