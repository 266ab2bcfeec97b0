export {
  createInferenceGrpc,
  type GrpcServer,
  type InferenceGrpcOptions,
} from './create-inference-grpc.ts';
export { type CallsOptions, type CallWork, type GrpcCall, toStatus } from './implement-calls.ts';
export { inferenceDefinition } from './inference-definition.ts';
export { INFERENCE_PROTO } from './proto.ts';
