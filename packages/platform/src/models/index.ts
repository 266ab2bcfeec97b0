export type { Answerer, Told } from '../runtimes/index.ts';
export { type Advised, adviseVersion } from './advice/index.ts';
export { pointAlias } from './alias.ts';
export { toAnswerTable } from './answer-table.ts';
export { type Answerers, createAnswerers, type TensorModel } from './answerers.ts';
export {
  type ApprovalDeps,
  type ApprovalStore,
  assertReleasable,
  judgeVersion,
  type ModelRules,
  setRules,
  showApprovals,
} from './approvals/index.ts';
export { showCard } from './card.ts';
export { compareModels } from './compare.ts';
export { outcomeOn } from './comparison/answer-rows.ts';
export { type Contents, readContents } from './contents/index.ts';
export { describeModel } from './describe.ts';
export { differences } from './differences.ts';
export { explainRow } from './explain.ts';
export { exportModel } from './export.ts';
export { fileAnomalies, sayAnomaly } from './file-anomalies.ts';
export { findChampion } from './find-champion.ts';
export { forecastModel } from './forecast/forecast.ts';
export { type ForecastRow, toForecastRows } from './forecast/forecast-rows.ts';
export { openStoredForecast } from './forecast/open-forecast.ts';
export { listAliasMoves } from './history.ts';
export { listModels } from './list.ts';
export type { ModelCache, OpenedCache } from './model-cache.ts';
export { modelTitle, teamTitle } from './model-title.ts';
export { type OpenedModel, openModelFolder, openStoredModel } from './open.ts';
export { type OpenedAnswering, openAnswering } from './open-answering.ts';
export { openBaseline } from './open-baseline.ts';
export { nameOf, openReadable } from './open-readable.ts';
export {
  createModelPool,
  MODEL_MEMORY_SHARE,
  type ModelPool,
  memoryLimitBytes,
  type OpenState,
  type PoolFigures,
  STATED_BYTES,
  sizeOfForecast,
  sizeOfOnnx,
} from './pool/index.ts';
export { answerText, predictRows, toAnswer } from './predict.ts';
export {
  inProcess,
  openSandbox,
  PROOF_LIMITS,
  proveArtifact,
  type Sandbox,
} from './proof/index.ts';
export { guardRegistry, type RegistryStore } from './registry/index.ts';
export { createReleaseGate, type ReleaseGate } from './release.ts';
export { removeModel } from './remove.ts';
export { renameModel } from './rename.ts';
export {
  CHAMPION,
  getModel,
  type ModelReference,
  parseModelReference,
  resolveModel,
} from './resolve-model.ts';
export { createModelResolver, type ModelResolver } from './resolver.ts';
export { type RemovedMaker, retainVersions } from './retain.ts';
export { rowsOfOnnx } from './rows-of-onnx.ts';
export { showModel } from './show.ts';
export { stageVersion } from './stage.ts';
export type {
  AliasMove,
  ModelRecord,
  ModelStore,
  ModelVersionRecord,
  NewModelVersion,
} from './store.ts';
export { tagModel } from './tag.ts';
export { textKinds } from './text-kinds.ts';
export { typesOfModel } from './types.ts';
export { removeAlias } from './unalias.ts';
export { untagModel } from './untag.ts';
export { listVersions } from './versions.ts';
export { createWarmUp, type WarmUp } from './warm-up.ts';
export { weakSentence } from './weak-sentence.ts';
