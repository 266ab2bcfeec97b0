import type { Duplex } from 'node:stream';
import { Server, ServerCredentials, type ServerInterceptor } from '@grpc/grpc-js';
import type { InferenceHandlers } from '../inference-handlers.ts';
import { type CallsOptions, implementCalls } from './implement-calls.ts';
import { inferenceDefinition } from './inference-definition.ts';
import { readableMessages } from './readable-messages.ts';
import { spareGoneStreams } from './spare-gone-streams.ts';

/** Time in which calls in flight may end when the server closes, milliseconds. */
const GRACE_MS = 10_000;

/** Largest message, bytes, as that of a request body. */
const MESSAGE_LIMIT_BYTES = 10 * 1024 * 1024;

/** Calls under way at once over one connection; a client keeps more of them back. */
const MOST_STREAMS = 256;

/** Time without a call after which a connection is ended; clients open another when they need it. Milliseconds. */
const IDLE_MS = 30 * 60_000;

export interface InferenceGrpcOptions extends CallsOptions {
  /** Largest message that is taken, bytes. Default 10 MiB. */
  readonly messageLimitBytes?: number;
  /** See every call before its message is read, the first one first. Default: none. */
  readonly interceptors?: readonly ServerInterceptor[];
}

/** A gRPC server: it listens on a port of its own, or takes connections that another listener has accepted. */
export interface GrpcServer {
  /** Listens and tells the port. @param port 0 takes any free one. Default of `host` is this machine alone. */
  listen(options: { readonly port: number; readonly host?: string }): Promise<number>;
  /** Takes a connection over which the client speaks HTTP/2 without TLS; what was read from it must have been put back. */
  accept(connection: Duplex): void;
  /** Answers the calls in flight, refuses others, and ends; calls that take longer than the grace, milliseconds, are cut. Default 10 000. */
  close(graceMs?: number): Promise<void>;
}

/**
 * Serves handlers by gRPC.
 *
 * @example
 * const grpc = createInferenceGrpc(handlers);
 * const port = await grpc.listen({ port: 0 });
 */
export function createInferenceGrpc(
  handlers: InferenceHandlers,
  {
    messageLimitBytes = MESSAGE_LIMIT_BYTES,
    interceptors = [],
    ...options
  }: InferenceGrpcOptions = {},
): GrpcServer {
  const server = new Server({
    'grpc.max_receive_message_length': messageLimitBytes,
    'grpc.max_send_message_length': -1,
    'grpc.max_concurrent_streams': MOST_STREAMS,
    'grpc.max_connection_idle_ms': IDLE_MS,
    interceptors: [...interceptors],
  });
  spareGoneStreams(server);
  server.addService(
    readableMessages(inferenceDefinition().service),
    implementCalls(handlers, options),
  );
  const credentials = ServerCredentials.createInsecure();
  let isClosed = false;
  const injector = server.createConnectionInjector(credentials);
  return {
    listen: ({ port, host = '127.0.0.1' }) =>
      new Promise((resolve, reject) => {
        server.bindAsync(`${host}:${port}`, credentials, (error, bound) =>
          error === null ? resolve(bound) : reject(error),
        );
      }),
    accept: (connection) => {
      if (isClosed) connection.destroy();
      else injector.injectConnection(connection);
    },
    close: (graceMs = GRACE_MS) =>
      new Promise((resolve) => {
        isClosed = true;
        const cut = setTimeout(() => server.forceShutdown(), graceMs);
        server.tryShutdown(() => {
          clearTimeout(cut);
          resolve();
        });
      }),
  };
}
