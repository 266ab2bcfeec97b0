export { answerTensors } from './answer-tensors.ts';
export { readBinary, writeBinary } from './binary-tensor.ts';
export { DATATYPE_NAMES, DATATYPES, datatypeOf } from './datatypes.ts';
export { answerDoubts, doubtsAsked, doubtTensors } from './doubt-tensors.ts';
export { elementAt } from './element-at.ts';
export type { InferAnswer, InferRequest, RequestedOutput } from './infer-request.ts';
export type { CallContext, InferenceHandlers, ModelRef } from './inference-handlers.ts';
export { inputRows } from './input-rows.ts';
export { makeValues } from './make-values.ts';
export {
  type DynamicBatching,
  type ModelConfig,
  type ModelConfigOptions,
  modelConfig,
} from './model-config.ts';
export { KAIZEN_PLATFORM, type ModelMetadata, modelMetadataBody } from './model-metadata.ts';
export { inputTensors, outputTensors } from './model-tensors.ts';
export {
  type InferRequestContext,
  LENGTH_HEADER,
  parseInferRequest,
} from './parse-infer-request.ts';
export {
  indexBody,
  type ModelIndex,
  type ModelState,
  parseIndexRequest,
  parseLoadRequest,
  parseUnloadRequest,
} from './repository.ts';
export { assertOutputs } from './select-outputs.ts';
export {
  EXTENSIONS,
  errorBody,
  liveBody,
  modelReadyBody,
  readyBody,
  type ServerMetadata,
  serverMetadata,
} from './server-bodies.ts';
export {
  type BatchCounters,
  type Duration,
  type ModelCounters,
  statisticsBody,
} from './statistics-body.ts';
export { STATISTICS, sumCounters } from './sum-counters.ts';
export type { NamedTensor, Parameters, TensorMetadata } from './tensor.ts';
export { type HttpAnswer, writeInferResponse } from './write-response.ts';
