import { randomBytes } from 'node:crypto';
import {
  logVerbosity,
  Metadata,
  ServerInterceptingCall,
  type ServerInterceptingCallInterface,
  type ServerInterceptor,
  setLogVerbosity,
} from '@grpc/grpc-js';
import { type AppError, toAppError } from '@kaizenml/contracts';
import { underRights } from '../../access/index.ts';
import {
  type CallWork,
  createInferenceGrpc,
  type GrpcCall,
  type GrpcServer,
  toStatus,
} from '../../serving/oip/grpc/index.ts';
import type { CallContext, InferAnswer } from '../../serving/oip/index.ts';
import { assertAllowed } from '../access/assert-allowed.ts';
import { answerVisit, type CountedRows } from '../answer-visit.ts';
import { findTraceId } from '../failures.ts';
import { TIME_LIMIT_HEADER } from '../limits/time-limit.ts';
import { logFailure } from '../log-failure.ts';
import { REQUEST_ID_HEADER } from '../logging/request-id.ts';
import type { Visit } from '../visit.ts';
import { assertCaller, methodOf, placeFor } from './admit-call.ts';
import type { CallParts } from './call-parts.ts';
import { ruleOf } from './call-rules.ts';
import { type CallVisit, createCallVisits, type OpenCallVisit, textOf } from './call-visits.ts';

const STREAM = 'ModelStreamInfer';

/** What is known of the call that metadata came with. */
interface Known extends CallVisit {
  readonly path: string;
}

/**
 * A gRPC server whose calls go the way of requests: who may ask is decided before a message is read, then there is a line, a
 * limit of time, figures and the access log. Every message of a stream is a visit of its own; the stream waits in no line.
 */
export function createGrpcCalls(parts: CallParts): GrpcServer {
  // The library would write to stderr what callers send; what matters of it is in our own logs.
  setLogVerbosity(logVerbosity.NONE);
  const openVisit = createCallVisits(parts);
  const known = new WeakMap<Metadata, Known>();
  return createInferenceGrpc(parts.handlers, {
    messageLimitBytes: parts.limits.rowsBytes,
    interceptors: [visitEvery(known, { openVisit, parts })],
    around: (call, work, context) => {
      const of = known.get(call.metadata);
      if (of === undefined) throw new Error('a gRPC call was not seen by its interceptor');
      return call.isStreamed
        ? answerMessage(of, { openVisit, parts, call, work, context })
        : answerCall(of.visit, { path: of.path, parts, call, work, context });
    },
    onFailure: ({ metadata }, error) => {
      const of = known.get(metadata);
      if (of !== undefined) noteFailure(of.visit, { path: of.path, metadata, error, parts });
    },
  });
}

/** Gives every call its visit, and lets it in before its message is read. */
function visitEvery(
  known: WeakMap<Metadata, Known>,
  { openVisit, parts }: { readonly openVisit: OpenCallVisit; readonly parts: CallParts },
): ServerInterceptor {
  return ({ path }, call) => {
    let of: Known | undefined;
    const trailer = new Metadata();
    const end = (status: ReturnType<typeof toStatus>, error: AppError, metadata: Metadata) => {
      if (of === undefined) return;
      noteFailure(of.visit, { path, metadata, error, parts });
      of.end.writableFinished = true;
      status.metadata.merge(trailer);
      call.sendStatus(status);
    };
    return new ServerInterceptingCall(call, {
      start: (next) =>
        next({
          onReceiveMetadata: (metadata, pass) => {
            of = { ...openVisit(path, metadata), path };
            known.set(metadata, of);
            trailer.set(REQUEST_ID_HEADER, of.visit.requestId);
            admit(of, { call, metadata, trailer, parts }).then(
              () => pass(metadata),
              (thrown: unknown) => {
                const error = toAppError(thrown);
                end(toStatus(error), error, metadata);
              },
            );
          },
          onCancel: () => of?.end.close(),
        }),
      sendStatus: (status, next) => {
        if (of !== undefined) of.end.writableFinished = true;
        const metadata = status.metadata ?? new Metadata();
        metadata.merge(trailer);
        next({ ...status, metadata });
      },
    });
  };
}

async function admit(
  of: Known,
  {
    call,
    metadata,
    trailer,
    parts,
  }: {
    readonly call: ServerInterceptingCallInterface;
    readonly metadata: Metadata;
    readonly trailer: Metadata;
    readonly parts: CallParts;
  },
): Promise<void> {
  const head = {
    path: of.path,
    host: call.getHost(),
    authorization: textOf(metadata, 'authorization'),
    header: (name: string, value: string | number) => trailer.set(name, String(value)),
  };
  await assertCaller(head, { visited: of, parts });
  const method = methodOf(of.path);
  if (method !== STREAM && !ruleOf(method).isOpen) await placeFor(of, parts);
}

/** A message, and what answers it. */
interface Message {
  readonly parts: CallParts;
  readonly call: GrpcCall;
  readonly work: CallWork;
  readonly context: CallContext;
}

/** Answers a message of a stream as a visit of its own: for the caller of the stream, who is looked at again. */
async function answerMessage(
  { path, visit }: Known,
  { openVisit, ...message }: Message & { readonly openVisit: OpenCallVisit },
): Promise<unknown> {
  const { parts, call } = message;
  const { metadata } = call;
  const visited = openVisit(path, metadata);
  visited.visit.caller = visit.caller;
  try {
    const authorization = textOf(metadata, 'authorization');
    if (parts.credentials !== undefined)
      await assertCaller(
        { path, host: undefined, authorization, header: () => undefined },
        { visited, parts },
      );
    await placeFor(visited, parts);
    return await answerCall(visited.visit, { path, ...message });
  } catch (thrown) {
    noteFailure(visited.visit, { path, metadata, error: toAppError(thrown), parts });
    throw thrown;
  } finally {
    visited.end.writableFinished = true;
    visited.end.close();
  }
}

async function answerCall(
  visit: Visit,
  { path, parts, call, work, context }: Message & { readonly path: string },
): Promise<unknown> {
  const { method, metadata, model } = call;
  const { limits, figures } = parts;
  const { isOpen, scope, at } = ruleOf(method);
  if (!isOpen && visit.caller !== undefined)
    assertAllowed({ what: path, scope, reference: model, at }, visit.caller);
  const limit = textOf(metadata, TIME_LIMIT_HEADER);
  const headers = limit === undefined ? {} : { [TIME_LIMIT_HEADER]: limit };
  context.signal.addEventListener('abort', () => visit.abort(context.signal.reason), {
    once: true,
  });
  try {
    return await answerVisit(
      { headers, visit },
      {
        ...{ limits, figures: figures.predictions },
        work: () =>
          underRights(visit.caller?.rights, () => work({ ...context, signal: visit.signal })),
        countOf: method === 'ModelInfer' || method === STREAM ? countOf : undefined,
      },
    );
  } catch (thrown) {
    if (scope === 'predict' && model !== undefined)
      figures.predictions.failed(model, toAppError(thrown).code);
    throw thrown;
  }
}

/** A message of an answer. */
interface Answered {
  readonly model_name: InferAnswer['modelName'];
  readonly model_version: string;
  readonly outputs: readonly { readonly shape: readonly number[] }[];
}

function countOf(output: unknown): CountedRows {
  const { model_name: endpoint, model_version: version, outputs } = output as Answered;
  return { endpoint, version: Number(version), nRows: outputs[0]?.shape[0] ?? 0 };
}

/** Remembers how a visit failed. */
function noteFailure(
  visit: Visit,
  {
    path,
    metadata,
    error,
    parts,
  }: {
    readonly path: string;
    readonly metadata: Metadata;
    readonly error: AppError;
    readonly parts: CallParts;
  },
): void {
  visit.code = error.code;
  logFailure(parts.log, error, {
    traceId: findTraceId(textOf(metadata, 'traceparent')) ?? randomBytes(16).toString('hex'),
    ...{ requestId: visit.requestId, method: 'gRPC', url: path },
  });
}
