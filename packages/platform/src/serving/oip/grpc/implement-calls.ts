import {
  type handleBidiStreamingCall,
  type handleUnaryCall,
  Metadata,
  type ServerDuplexStream,
  type ServerUnaryCall,
  type StatusObject,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import { type AppError, toAppError } from '@kaizenml/contracts';
import { collectProblems } from '../../request/index.ts';
import type { CallContext, InferenceHandlers, ModelRef } from '../inference-handlers.ts';
import { refuseParameters } from '../repository.ts';
import { errorBody } from '../server-bodies.ts';
import { statisticsBody } from '../statistics-body.ts';
import { fromInferRequest } from './from-infer-request.ts';
import type { InferParameters, ModelInferRequest, NamedRequest } from './messages.ts';
import { fromInferParameters } from './parameter-values.ts';
import { assertMessage } from './readable-messages.ts';
import { statusOf } from './status-of.ts';
import { toInferResponse } from './to-infer-response.ts';

/** A message of a call as those who decide about it see it. */
export interface GrpcCall {
  /** Name of the method, such as `ModelInfer`. */
  readonly method: string;
  /** What came with the call, the same object that interceptors have seen. */
  readonly metadata: Metadata;
  /** Name of the model that the message is about; undefined where it is about none. */
  readonly model: string | undefined;
  /** True for one of many messages of a stream. */
  readonly isStreamed: boolean;
}

/** Work for a message. */
export type CallWork = (context: CallContext) => Promise<unknown>;

export interface CallsOptions {
  /** Does the work for a message, or refuses it by throwing an `AppError`. Default: the work is done. */
  readonly around?: (call: GrpcCall, work: CallWork, context: CallContext) => Promise<unknown>;
  /** Hears of every failure of a call before the caller does; those of a streamed message are heard by `around`. */
  readonly onFailure?: (call: GrpcCall, error: AppError) => void;
}

type Answer<Request> = (request: Request, context: CallContext) => unknown;

/** Statuses that say that a stream may not go on; others are those of a message. */
const ENDS_STREAM: ReadonlySet<number> = new Set([401, 403]);

/** Longest sentence of a status, characters: it travels in a header. */
const MOST_CHARACTERS = 4096;

interface RepositoryRequest {
  readonly model_name: string;
  readonly parameters: InferParameters;
}

/** The implementation of `GRPCInferenceService` by handlers: every failure becomes a status, its code is in the trailer `kaizen-code`. */
export function implementCalls(
  handlers: InferenceHandlers,
  options: CallsOptions = {},
): UntypedServiceImplementation {
  const infer = async (message: ModelInferRequest, context: CallContext) => {
    const request = fromInferRequest(message);
    const model = toRef({ name: message.model_name, version: message.model_version });
    return toInferResponse(await handlers.infer(model, request, context), request);
  };
  const answers = {
    ServerLive: async () => ({ live: await handlers.isLive() }),
    ServerReady: async () => ({ ready: await handlers.isReady() }),
    ModelReady: async (named: NamedRequest) => ({
      ready: await isModelReady(handlers, toRef(named)),
    }),
    ServerMetadata: () => handlers.serverMetadata(),
    ModelMetadata: (named: NamedRequest) => handlers.modelMetadata(toRef(named)),
    ModelInfer: infer,
    ModelConfig: async (named: NamedRequest) => ({
      config: await handlers.modelConfig(toRef(named)),
    }),
    ModelStatistics: async (named: NamedRequest) =>
      statisticsBody(await handlers.statistics(named.name === '' ? undefined : toRef(named))),
    RepositoryIndex: async ({ ready }: { readonly ready: boolean }) => ({
      models: await handlers.repositoryIndex({ ready }),
    }),
    RepositoryModelLoad: async ({ model_name, parameters }: RepositoryRequest) => {
      const problems = collectProblems('request to load', 'Leave the parameters out.');
      refuseParameters(Object.keys(parameters), problems);
      problems.assertNone();
      await handlers.loadModel(model_name);
      return {};
    },
    RepositoryModelUnload: async ({ model_name, parameters }: RepositoryRequest) => {
      const { unload_dependents: dependents } = fromInferParameters(parameters);
      await handlers.unloadModel(model_name, { unloadDependents: dependents === true });
      return {};
    },
  };
  return {
    ...Object.fromEntries(
      Object.entries(answers).map(([method, answer]) => [
        method,
        unary(method, { answer: answer as Answer<unknown>, options }),
      ]),
    ),
    ModelStreamInfer: stream('ModelStreamInfer', { answer: infer, options }),
  };
}

/** A model that is not there is not ready: over gRPC it is no failure to ask for it. @source Triton, `grpc_service.proto` */
async function isModelReady(handlers: InferenceHandlers, model: ModelRef): Promise<boolean> {
  try {
    return await handlers.isModelReady(model);
  } catch (thrown) {
    if (toAppError(thrown).row.status === 404) return false;
    throw thrown;
  }
}

function toRef({ name, version }: NamedRequest): ModelRef {
  return version === '' ? { name } : { name, version };
}

function unary(
  method: string,
  { answer, options }: { readonly answer: Answer<unknown>; readonly options: CallsOptions },
): handleUnaryCall<unknown, unknown> {
  return (call, callback) => {
    const asked = askedOf(call.request, { method, call, isStreamed: false });
    answerMessage(call.request, { asked, answer, options, context: contextOf(call) }).then(
      (response) => callback(null, response),
      (thrown: unknown) => {
        const error = toAppError(thrown);
        options.onFailure?.(asked, error);
        callback(toStatus(error));
      },
    );
  };
}

/** Answers the requests of a stream one after the other; one that fails has its sentence as the answer, and the stream goes on. */
function stream(
  method: string,
  {
    answer,
    options,
  }: {
    readonly answer: Answer<ModelInferRequest>;
    readonly options: CallsOptions;
  },
): handleBidiStreamingCall<ModelInferRequest, unknown> {
  const answerAll = async (call: ServerDuplexStream<ModelInferRequest, unknown>) => {
    const context = contextOf(call);
    for await (const request of call.iterator({ destroyOnReturn: false })) {
      const asked = askedOf(request, { method, call, isStreamed: true });
      const response = await streamed(request, { asked, answer, options, context });
      if (!call.write(response)) await drained(call);
    }
  };
  return (call) => {
    answerAll(call).then(
      () => call.end(),
      (thrown: unknown) => {
        if (call.cancelled) return;
        const error = toAppError(thrown);
        options.onFailure?.(askedOf(undefined, { method, call, isStreamed: true }), error);
        call.emit('error', toStatus(error));
      },
    );
  };
}

/** A message, who asks, and what answers. */
interface AskedMessage<Request> {
  readonly asked: GrpcCall;
  readonly answer: Answer<Request>;
  readonly options: CallsOptions;
  readonly context: CallContext;
}

async function answerMessage<Request>(
  request: Request,
  { asked, answer, options, context }: AskedMessage<Request>,
): Promise<unknown> {
  const work: CallWork = async (within) => {
    assertMessage(request);
    return answer(request, within);
  };
  return options.around === undefined ? work(context) : options.around(asked, work, context);
}

async function streamed(
  request: ModelInferRequest,
  message: AskedMessage<ModelInferRequest>,
): Promise<unknown> {
  try {
    const response = (await answerMessage(request, message)) as {
      readonly parameters: InferParameters;
    };
    const parameters = { ...response.parameters, triton_final_response: { bool_param: true } };
    return { error_message: '', infer_response: { ...response, parameters } };
  } catch (thrown) {
    const error = toAppError(thrown);
    if (ENDS_STREAM.has(error.row.status)) throw error;
    return { error_message: toStatus(error).details, infer_response: { id: request.id } };
  }
}

function drained(call: ServerDuplexStream<ModelInferRequest, unknown>): Promise<void> {
  return new Promise((resolve) => {
    const go = () => {
      call.off('drain', go);
      call.off('cancelled', go);
      resolve();
    };
    call.on('drain', go);
    call.on('cancelled', go);
  });
}

type AnyCall = ServerUnaryCall<unknown, unknown> | ServerDuplexStream<ModelInferRequest, unknown>;

function contextOf(call: AnyCall): CallContext {
  const controller = new AbortController();
  call.on('cancelled', () => controller.abort());
  const headers = Object.entries(call.metadata.getMap()).map(([name, value]) => [name, `${value}`]);
  return { signal: controller.signal, headers: Object.fromEntries(headers) };
}

function askedOf(
  message: unknown,
  {
    method,
    call,
    isStreamed,
  }: { readonly method: string; readonly call: AnyCall; readonly isStreamed: boolean },
): GrpcCall {
  const { model_name: inferred, name = inferred } = (message ?? {}) as {
    readonly model_name?: string;
    readonly name?: string;
  };
  const model = message instanceof Error || name === '' ? undefined : name;
  return { method, metadata: call.metadata, model, isStreamed };
}

/**
 * A failure as the status of a call, its code in `kaizen-code`.
 *
 * A sentence that quotes what no header can carry, such as half of a surrogate pair, is mended.
 */
export function toStatus(
  error: AppError,
): Required<Pick<StatusObject, 'code' | 'details' | 'metadata'>> {
  const metadata = new Metadata();
  metadata.set('kaizen-code', error.code);
  const details = errorBody(error).error.slice(0, MOST_CHARACTERS).toWellFormed();
  return { code: statusOf(error), details, metadata };
}
