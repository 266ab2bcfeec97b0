export {
  AppError,
  type AppErrorOptions,
  invariant,
  type Problem,
  toAppError,
  toProblem,
} from './app-error.ts';
export {
  type AppliedAssertion,
  ASSERTION_ACTIONS,
  type Assertion,
  type AssertionAction,
} from './assertion.ts';
export {
  ANOMALIES,
  ANOMALY_POLICIES,
  type Anomaly,
  type AnomalyName,
  type AnomalyPolicy,
  type AnomalyRow,
  type Association,
  type Bounds,
  COLUMN_TYPES,
  type ColumnSchema,
  type ColumnStatistics,
  type ColumnType,
  type Comparator,
  type DataSchema,
  type DatasetStatistics,
  type DateStatistics,
  type DistinctCount,
  type ForeignKey,
  type FrequentValue,
  type HistogramCounts,
  LIFECYCLE_STAGES,
  type LifecycleStage,
  type NumberStatistics,
  type OffendingRow,
  type Quantile,
  type RowRule,
  type SchemaChange,
  type SchemaDecision,
  type SchemaPatch,
  type ServedAnomalies,
  type ServedAnomaly,
  TEXT_FORMATS,
  type TextFormat,
  type TextStatistics,
} from './data/index.ts';
export {
  defineModel,
  type FunctionAnswer,
  type FunctionContext,
  type FunctionInput,
  type FunctionModel,
  type FunctionRow,
} from './define-model.ts';
export {
  type ColumnDoor,
  DOOR_ACTIONS,
  DOOR_PROBLEMS,
  type DoorAction,
  type DoorFinding,
  type DoorProblem,
  type DoorSettings,
} from './door.ts';
export type {
  AnswerIntervals,
  ClassSets,
  DoubtFile,
  NoveltyColumn,
  NoveltyModel,
  ScoreTail,
  WeakSegment,
} from './doubt.ts';
export { DURATION_PATTERN, durationMs } from './duration.ts';
export { ERRORS, type ErrorCode, type ErrorRow } from './errors.ts';
export { FINDINGS, type Finding, type FindingCode, type Severity } from './finding.ts';
export {
  GATES,
  type GateCheck,
  type GateLimit,
  type GateName,
  type GateVerdict,
} from './gate.ts';
export {
  type ArtifactHash,
  asId,
  type DatasetHash,
  type ExperimentName,
  isAccountName,
  type ModelName,
  NAME_PATTERN,
  type RunId,
  toName,
} from './ids.ts';
export type {
  ColumnImportance,
  ColumnReference,
  Estimate,
  ExplainFile,
  ImportedFrom,
  Manifest,
  TensorEntry,
} from './manifest.ts';
export {
  type ChoiceParam,
  expectation,
  type FlagParam,
  illegalValue,
  type NumberParam,
  type ParamSpec,
  type ParamSpecs,
  type ParamValues,
  resolveParams,
  type SearchRange,
} from './params.ts';
export {
  AIMS,
  type Aim,
  type ColumnKind,
  type InputField,
  type ModelTask,
  type OutputField,
  type Prediction,
  type Row,
  type Signature,
  TABLE_TASKS,
  TASK_WORDS,
  TASKS,
  type TableTask,
  type Task,
  type TaskWord,
} from './signature.ts';
export { taskOfWord, wordOfTask } from './task-of-word.ts';
export { closestNames, didYouMean } from './text/closest-names.ts';
export { listNames } from './text/list-names.ts';
export { showPath } from './text/show-path.ts';
export { showShare } from './text/show-share.ts';
export { showValue } from './text/show-value.ts';
export { CHANGE_LEVELS, type ChangeLevel, type VersionAdvice } from './version-advice.ts';
