export { type Compaction, type CompactionOptions, compactCapture } from './compaction/compact.ts';
export { type CompactionDeps, startCompaction } from './compaction/start-compaction.ts';
export { listErrors } from './errors.ts';
export { exportPredictions } from './export.ts';
export { type FileLogOptions, openFileLog } from './file-log.ts';
export { labelPredictions } from './label.ts';
export { listPredictions } from './list.ts';
export type {
  Contributions,
  KindChoice,
  Label,
  LabeledRequest,
  LabelReceipt,
  LabelValue,
  LoggedRequest,
  LogKind,
  NewLabel,
  NewReward,
  NewTags,
  PredictionLog,
  RewardReceipt,
  RowTags,
  ScanChoice,
  TaggedRow,
  Written,
} from './log.ts';
export { DEFAULT_ROUTE } from './log.ts';
export {
  isLogged,
  type LogPolicy,
  type LogRedaction,
  withPolicy,
} from './policy/log-policy.ts';
export { type Pseudonymize, pseudonymizer } from './policy/pseudonymizer.ts';
export { createRequestLog, type RequestLog } from './policy/request-log.ts';
export type { PredictionDeps } from './prediction-deps.ts';
export { retainPredictions } from './retain.ts';
export { firstKeptDay, type RemovedDay, removeExpiredDays } from './retention/remove-expired.ts';
export { startRetention } from './retention/start-retention.ts';
export { rewardPredictions } from './reward.ts';
export { showPrediction } from './show.ts';
export { tagPrediction } from './tag.ts';
export { gainWithout, tagShares } from './tags/tag-shares.ts';
