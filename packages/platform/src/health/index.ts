export { type ProcessFacts, showHealth, WORKERS, type WorkerCounts } from './show.ts';
