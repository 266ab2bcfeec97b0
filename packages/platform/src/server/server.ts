import type { Socket } from 'node:net';
import tls from 'node:tls';
import { AppError, toProblem } from '@kaizenml/contracts';
import Fastify, { type FastifyInstance } from 'fastify';
import type { App } from '../app.ts';
import { createIds, createLog, type Log } from '../kit/index.ts';
import { tracedLog } from '../tracing/index.ts';
import { createRegistryCalls, createTrackingCalls } from '../tracking/mlflow/index.ts';
import { openSeals } from '../webhooks/index.ts';
import { createCredentials } from './access/credentials.ts';
import { createJwtCheck, type JwtOptions } from './access/jwt.ts';
import { openKeyBook } from './access/key-book.ts';
import { assertBindable, toListenError, toUrl } from './address.ts';
import { addArtifactRoutes, trackedRoots } from './artifacts/index.ts';
import { addCors } from './cors/cors.ts';
import { documentAddress } from './document-address.ts';
import { answerFailure } from './failures.ts';
import { addGrpc } from './grpc/add-grpc.ts';
import { chooseProtocol } from './grpc/split-connections.ts';
import { addGuard, type GuardParts } from './guard.ts';
import { addGuideText } from './guide-text.ts';
import { addJsonBody } from './inputs.ts';
import { addConnectionClose, type DrainOptions, drain, resolveDrain } from './lifecycle/drain.ts';
import { createHomeCheck } from './lifecycle/home-check.ts';
import { createLifecycle, type Lifecycle } from './lifecycle/phase.ts';
import { addProbes } from './lifecycle/probes.ts';
import { mayBeSlow } from './lifecycle/slow-bodies.ts';
import { addLine } from './limits/add-line.ts';
import { resolveLimits, type ServerLimits } from './limits/limits.ts';
import { createLine } from './limits/line.ts';
import { addRunEvents } from './live/add-run-events.ts';
import { addAccessLog } from './logging/access-log.ts';
import { addTracing } from './logging/add-tracing.ts';
import { type LineSink, openLineSink } from './logging/line-sink.ts';
import { addRequestIds } from './logging/request-id.ts';
import { addMetrics } from './metrics/add-metrics.ts';
import { addNotFound } from './not-found.ts';
import { addOpenApi } from './openapi.ts';
import { addPages } from './pages.ts';
import { sendByAddress } from './protocols/failure-by-address.ts';
import { addInvocations } from './protocols/invocations.ts';
import { addMlflow } from './protocols/mlflow.ts';
import { addOpenInference } from './protocols/open-inference.ts';
import { addRoutes } from './routes.ts';
import { type KeyPair, type KeyPairFiles, readKeyPair } from './tls/key-pair.ts';
import { watchKeyPair } from './tls/watch-key-pair.ts';
import { assertToken } from './token.ts';
import { addUploads, UPLOAD_LIMIT_BYTES } from './uploads.ts';
import { addVisits } from './visit.ts';

/** Port that is used unless told otherwise. */
export const DEFAULT_PORT = 7400;

/** Time in which a request must have arrived, milliseconds. */
const REQUEST_TIMEOUT_MS = 30_000;

export interface ServerOptions {
  /** Address to listen on. Default `127.0.0.1`: this machine alone. */
  readonly host?: string;
  /** Default 7400; 0 takes any free port. */
  readonly port?: number;
  /**
   * The token of the administrator, which `Authorization: Bearer` carries. Beyond this machine it is needed, unless
   * the home has a key or `jwt` is given. A server is closed for its whole life when it starts with any of them.
   */
  readonly token?: string | undefined;
  /** Finds the folder of the built pages. Default: beside the package, or in the workspace. */
  readonly findWebFolder?: () => string | undefined;
  /** Hears of failures that are a bug of ours. Default: JSON lines on stderr. */
  readonly log?: Log;
  /** Time in which a request must have arrived, milliseconds. Default 30 000. */
  readonly requestTimeoutMs?: number;
  /** Largest file that is taken, bytes. Default 2 GiB. */
  readonly uploadLimitBytes?: number;
  /** What must be done before the server at this URL calls itself ready; it answers meanwhile. Default: nothing. */
  readonly prepare?: (url: string) => Promise<void>;
  /** How much it takes on. */
  readonly limits?: Partial<ServerLimits>;
  /** Whose JSON Web Tokens it takes, besides the token and keys. Default: nobody's. */
  readonly jwt?: JwtOptions | undefined;
  /** Speaks https alone, with this certificate; new files are taken while it runs. Default: http. */
  readonly tls?: (KeyPairFiles & { readonly checkEveryMs?: number }) | undefined;
  /** Other origins whose pages may ask. Default: none. */
  readonly corsOrigins?: readonly string[] | undefined;
  /** Lets webhooks lead to addresses that are not public, and without TLS. Default: it does not. */
  readonly webhooksAnywhere?: boolean | undefined;
  /** File to which a line of JSON is appended for every request; `-` for stderr. Default: none. */
  readonly accessLog?: string | undefined;
  /** How it ends. */
  readonly drain?: DrainOptions;
}

export interface RunningServer {
  /** Root, such as `http://127.0.0.1:7400`. */
  readonly url: string;
  readonly port: number;
  /** Whether who asks must show a token or a key. */
  readonly isClosed: boolean;
  /**
   * Is not ready from now on, waits for those who should turn away, stops listening and answers what is in flight; all
   * of it in bounded time. Asking again gives the same promise. The app stays open.
   */
  close(): Promise<void>;
}

/**
 * Serves an app: the API, the pages, `/metrics` and `/api/openapi.json`.
 *
 * @throws BIND_REFUSED, PORT_TAKEN, TLS_INVALID, FILE_NOT_FOUND, FILE_NOT_WRITABLE, ARGUMENT_INVALID
 * @example
 * const app = await openApp({ home: '.kaizen' });
 * const server = await startServer(app, { port: 7400 });
 */
export async function startServer(app: App, options: ServerOptions = {}): Promise<RunningServer> {
  const { host = '127.0.0.1', port = DEFAULT_PORT, token } = options;
  const { clock, tracer, accountBook: accounts } = app;
  const ownLog = options.log ?? createLog();
  const log = tracer === undefined ? ownLog : tracedLog(ownLog, tracer);
  if (token !== undefined) assertToken(token, 'The token');
  const checkJwt = options.jwt && (await createJwtCheck(options.jwt, { clock, accounts }));
  const isClosed =
    token !== undefined || checkJwt !== undefined || (await app.store.keys.hasValid());
  assertBindable(host, isClosed);
  const limits = resolveLimits(options.limits);
  const ending = resolveDrain(host, options.drain);
  const pair = options.tls && (await readKeyPair(options.tls, clock));
  const keys = isClosed ? openKeyBook(app.store.keys, { clock, log, crew: app.crew }) : undefined;
  const credentials = keys && createCredentials({ token, keys, accounts, checkJwt, clock });
  const lifecycle = createLifecycle();
  const accessLog =
    options.accessLog === undefined ? undefined : await openLineSink(options.accessLog);
  let endWatch: (() => void) | undefined;
  const closeParts = async () => {
    endWatch?.();
    await keys?.close();
    await accessLog?.close();
  };
  const server = buildServer(
    app,
    { lifecycle, credentials, accessLog, limits, pair, graceMs: ending.limitMs },
    { ...options, log },
  );
  try {
    await server.listen({ host, port });
  } catch (thrown) {
    await server.close();
    await closeParts();
    throw toListenError(thrown, host, port);
  }
  let closed: Promise<void> | undefined;
  const close = () => {
    closed ??= drain(server, { ...ending, lifecycle, log }).then(closeParts);
    return closed;
  };
  const bound = server.server.address();
  const boundPort = typeof bound === 'object' && bound !== null ? bound.port : port;
  const url = toUrl(host, boundPort, pair === undefined ? 'http' : 'https');
  if (options.tls !== undefined && server.server instanceof tls.Server)
    endWatch = await watchKeyPair(server.server, {
      files: options.tls,
      checkEveryMs: options.tls.checkEveryMs,
      clock,
      log,
    });
  try {
    await options.prepare?.(url);
  } catch (thrown) {
    await close();
    throw thrown;
  }
  lifecycle.serve();
  return { url, port: boundPort, isClosed, close };
}

interface ServerParts {
  readonly limits: ServerLimits;
  /** Time at the end in which requests in flight must have been answered, milliseconds. */
  readonly graceMs: number;
  readonly pair: KeyPair | undefined;
  readonly accessLog: LineSink | undefined;
  readonly lifecycle: Lifecycle;
  readonly credentials: GuardParts['credentials'];
}

function buildServer(
  app: App,
  { lifecycle, credentials, accessLog, limits, pair, graceMs }: ServerParts,
  {
    findWebFolder,
    log,
    requestTimeoutMs = REQUEST_TIMEOUT_MS,
    uploadLimitBytes = UPLOAD_LIMIT_BYTES,
    corsOrigins = [],
    webhooksAnywhere = false,
  }: ServerOptions & { readonly log: Log },
): FastifyInstance {
  const fail = answerFailure(log, sendByAddress);
  const line = createLine(limits);
  const connectionsCheckingInterval = Math.min(5000, requestTimeoutMs);
  const listener =
    pair === undefined
      ? { http: { connectionsCheckingInterval } }
      : {
          https: {
            ...{ connectionsCheckingInterval, cert: pair.cert, key: pair.key },
            ALPNCallback: chooseProtocol,
          },
        };
  const server: FastifyInstance = Fastify({
    ...listener,
    bodyLimit: limits.rowsBytes,
    clientErrorHandler: refuseUnreadable,
    forceCloseConnections: 'idle',
    frameworkErrors: fail,
    requestTimeout: requestTimeoutMs,
    return503OnClosing: false,
    rewriteUrl: documentAddress,
    routerOptions: { maxParamLength: 500 },
  });
  server.setErrorHandler(fail);
  const addVisitEnd = addVisits(server);
  if (app.tracer !== undefined) addTracing(server, app.tracer);
  const nextId = createIds({ clock: app.clock });
  addRequestIds(server, nextId);
  const nDroppedLines = () => accessLog?.nDropped ?? 0;
  const allFigures = addMetrics(server, {
    ...{ line, nDroppedLines, addVisitEnd },
    ...{ poolFigures: app.pool.figures, memoryFigures: app.memory.figures, crew: app.crew },
    watched: app.store,
    log,
  });
  const figures = allFigures.predictions;
  if (accessLog !== undefined) addAccessLog(addVisitEnd, { sink: accessLog, clock: app.clock });
  addConnectionClose(server, lifecycle);
  if (corsOrigins.length > 0) addCors(server, corsOrigins);
  addGuard(server, { credentials, clock: app.clock, corsOrigins });
  addLine(server, line, limits);
  addJsonBody(server);
  const { registry, trees, uploads } = app.guarded;
  const { tracking } = app.guarded.store;
  addRoutes(server, app.handlers, { figures, limits, rowParts: app });
  addGuideText(server, app.handlers);
  addRunEvents(server, { tracking });
  addUploads(server, app, { limitBytes: uploadLimitBytes });
  const roots = trackedRoots({ tracking, registry });
  addArtifactRoutes(server, { trees, uploads, roots, log });
  const protocol = { log, limits, figures };
  const inference = { ...app.inference, isReady: () => lifecycle.phase === 'serving' };
  addOpenInference(server, { ...protocol, handlers: inference });
  addGrpc(server, {
    ...{ handlers: inference, credentials, line, limits, accessLog, nextId, log },
    ...{ figures: allFigures, clock: app.clock },
    ...{ firstBytesMs: requestTimeoutMs, graceMs },
  });
  addInvocations(server, { ...protocol, app });
  addMlflow(server, {
    ...protocol,
    calls: [
      ...createTrackingCalls({ tracking, trees, clock: app.clock, nextId }),
      ...createRegistryCalls({
        ...{ registry, tracking, webhooks: app.store.webhooks },
        ...{ seals: openSeals(app.home), isAnywhere: webhooksAnywhere, nowMs: app.clock.now },
      }),
    ],
  });
  addProbes(server, { lifecycle, checkHome: createHomeCheck(app.home, { clock: app.clock, log }) });
  addOpenApi(server);
  addPages(server, findWebFolder);
  addNotFound(server);
  return server;
}

function refuseUnreadable(error: NodeJS.ErrnoException, socket: Socket): void {
  if (error.code === 'ECONNRESET' || socket.destroyed) return;
  if (error.code === 'ERR_HTTP_REQUEST_TIMEOUT' && mayBeSlow(socket)) return;
  const problem = JSON.stringify(toProblem(unreadable(error)));
  socket.end(
    `HTTP/1.1 ${error.code === 'ERR_HTTP_REQUEST_TIMEOUT' ? '408 Request Timeout' : '400 Bad Request'}\r\n` +
      `content-type: application/problem+json\r\ncontent-length: ${Buffer.byteLength(problem)}\r\nconnection: close\r\n\r\n${problem}`,
  );
}

function unreadable(error: NodeJS.ErrnoException): AppError {
  return error.code === 'ERR_HTTP_REQUEST_TIMEOUT'
    ? new AppError('REQUEST_TIMEOUT', {
        message: 'A request must arrive within the time limit, got only a part of it.',
        hint: 'Send the request again, in smaller parts over a slow line.',
      })
    : new AppError('REQUEST_INVALID', {
        message: `A request must be HTTP/1.1, got bytes that are not: ${error.message}.`,
        hint: 'Check the address and that the client speaks http, not https.',
        details: { reason: error.code ?? null },
      });
}
