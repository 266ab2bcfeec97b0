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

/** A call as those who decide about it see it. */
export interface GrpcCall {
  /** Name of the method, such as `ModelInfer`. */
  readonly method: string;
  /** The value of `authorization`, where there is one. */
  readonly authorization: string | undefined;
}

export interface CallsOptions {
  /** Refuses a call by throwing an `AppError`. Default: every call is taken. */
  readonly authorize?: (call: GrpcCall) => void;
  /** Hears of every failure before the caller does. */
  readonly onFailure?: (method: string, error: AppError) => void;
}

type Answer<Request> = (request: Request, context: CallContext) => unknown;

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
      ready: await handlers.isModelReady(toRef(named)),
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

function toRef({ name, version }: NamedRequest): ModelRef {
  return version === '' ? { name } : { name, version };
}

function unary(
  method: string,
  { answer, options }: { readonly answer: Answer<unknown>; readonly options: CallsOptions },
): handleUnaryCall<unknown, unknown> {
  return (call, callback) => {
    const context = contextOf(call);
    void Promise.resolve()
      .then(() => {
        authorize(method, { call, options });
        assertMessage(call.request);
        return answer(call.request, context);
      })
      .then(
        (response) => callback(null, response),
        (thrown: unknown) => callback(toStatus(method, { thrown, options })),
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
    authorize(method, { call, options });
    const context = contextOf(call);
    for await (const request of call as AsyncIterable<ModelInferRequest>) {
      const response = await streamed(request, { method, answer, options, context });
      if (!call.write(response)) await drained(call);
    }
  };
  return (call) => {
    answerAll(call).then(
      () => call.end(),
      (thrown: unknown) => {
        if (!call.cancelled) call.emit('error', toStatus(method, { thrown, options }));
      },
    );
  };
}

async function streamed(
  request: ModelInferRequest,
  {
    method,
    answer,
    options,
    context,
  }: {
    readonly method: string;
    readonly answer: Answer<ModelInferRequest>;
    readonly options: CallsOptions;
    readonly context: CallContext;
  },
): Promise<unknown> {
  try {
    assertMessage(request);
    const response = (await answer(request, context)) as { readonly parameters: InferParameters };
    const parameters = { ...response.parameters, triton_final_response: { bool_param: true } };
    return { error_message: '', infer_response: { ...response, parameters } };
  } catch (thrown) {
    const { details } = toStatus(method, { thrown, options });
    return { error_message: details, infer_response: { id: request.id } };
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

function authorize(
  method: string,
  { call, options }: { readonly call: AnyCall; readonly options: CallsOptions },
): void {
  const [value] = call.metadata.get('authorization');
  options.authorize?.({
    method,
    authorization: value === undefined ? undefined : String(value),
  });
}

function toStatus(
  method: string,
  { thrown, options }: { readonly thrown: unknown; readonly options: CallsOptions },
): Pick<StatusObject, 'code' | 'details' | 'metadata'> {
  const error = toAppError(thrown);
  options.onFailure?.(method, error);
  const metadata = new Metadata();
  metadata.set('kaizen-code', error.code);
  return { code: statusOf(error), details: errorBody(error).error, metadata };
}
