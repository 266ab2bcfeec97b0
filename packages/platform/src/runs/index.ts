export { getRun } from './get-run.ts';
export { listRuns } from './list.ts';
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
