export { getRun } from './get-run.ts';
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
export { canGoOn, progressOfRun, RESUMABLE, RESUMES } from './progress.ts';
export { reportRun } from './report.ts';
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
