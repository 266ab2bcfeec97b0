import type { InferAnswer, InferRequest } from './infer-request.ts';
import type { ModelConfig } from './model-config.ts';
import type { ModelMetadata } from './model-metadata.ts';
import type { ModelIndex } from './repository.ts';
import type { ServerMetadata } from './server-bodies.ts';
import type { ModelCounters } from './statistics-body.ts';
import type { TensorMetadata } from './tensor.ts';

/** A model that a caller names. */
export interface ModelRef {
  readonly name: string;
  /** Absent: the server chooses. */
  readonly version?: string;
}

/** What a call is answered under. */
export interface CallContext {
  /** Aborted when the caller has gone or its deadline has passed. */
  readonly signal: AbortSignal;
  /** Headers of HTTP, or metadata of gRPC, by names in lower case. */
  readonly headers?: Readonly<Record<string, string | readonly string[] | undefined>>;
}

/** What answers the calls of the protocol, whatever way they come. Failures are thrown as `AppError`. */
export interface InferenceHandlers {
  isLive(): boolean | Promise<boolean>;
  isReady(): boolean | Promise<boolean>;
  isModelReady(model: ModelRef): boolean | Promise<boolean>;
  serverMetadata(): ServerMetadata;
  modelMetadata(model: ModelRef): Promise<ModelMetadata>;
  /** What the metadata says of inputs; cheap, since a request needs it to be read. */
  inputsOf(model: ModelRef): Promise<readonly TensorMetadata[]>;
  modelConfig(model: ModelRef): Promise<ModelConfig>;
  /** @param model Absent: all models. */
  statistics(model: ModelRef | undefined): Promise<readonly ModelCounters[]>;
  infer(model: ModelRef, request: InferRequest, context: CallContext): Promise<InferAnswer>;
  /** Why the model answers what it answers, as a tensor with a document of JSON for every row. */
  explain(model: ModelRef, request: InferRequest, context: CallContext): Promise<InferAnswer>;
  repositoryIndex(options: { readonly ready: boolean }): Promise<readonly ModelIndex[]>;
  loadModel(name: string): Promise<void>;
  unloadModel(name: string, options: { readonly unloadDependents: boolean }): Promise<void>;
}
