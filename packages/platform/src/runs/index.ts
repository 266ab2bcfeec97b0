export { compareRuns } from './compare.ts';
export { compareRunFiles } from './compare-files.ts';
export { contrastOfRuns } from './contrast/index.ts';
export { createRun } from './create.ts';
export { curvesOfRuns } from './curves.ts';
export { diffRunFile } from './diff-file.ts';
export { endRun } from './end.ts';
export { listRunFiles } from './files.ts';
export { findGates, GATES_OF_RUN, showGates } from './gates.ts';
export { getRun } from './get-run.ts';
export { groupRuns } from './groups.ts';
export {
  type AskedRun,
  openJournal,
  type RunJournal,
  type RunProcess,
  readJournal,
} from './journal.ts';
export { dropSilence, lastWordsPath } from './last-words.ts';
export { LEADERBOARD, LEADERBOARD_TIMES, showLeaderboard } from './leaderboard.ts';
export { listRuns } from './list.ts';
export { type RunChange, type RunEvent, type WatchParts, watchRun } from './live/index.ts';
export { logToRun } from './log.ts';
export { historyOfMetric, sampleMetric } from './metric-points.ts';
export { listMetricsOfRun } from './metrics.ts';
export { canGoOn, progressOfRun, RESUMABLE, RESUMES } from './progress.ts';
export { type PurgedRun, type PurgeParts, purgeRun, removeRun } from './purge.ts';
export { reportRun } from './report.ts';
export { searchRuns } from './search.ts';
export { setRunLifecycle } from './set-lifecycle.ts';
export { showRun } from './show.ts';
export type {
  ParamValue,
  RunArtifact,
  RunRecord,
  RunStatus,
  RunStore,
  RunSummaryRecord,
  StartRun,
  StepRow,
  StepStatus,
} from './store.ts';
