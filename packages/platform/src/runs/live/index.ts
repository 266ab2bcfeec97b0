export type { RunChange, RunEvent } from './run-event.ts';
export { type WatchParts, watchRun } from './watch-run.ts';
