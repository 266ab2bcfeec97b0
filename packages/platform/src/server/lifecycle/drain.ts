import { setTimeout as systemSleep } from 'node:timers/promises';
import type { FastifyInstance } from 'fastify';
import type { Log } from '../../kit/index.ts';
import { isLoopback } from '../address.ts';
import type { Lifecycle } from './phase.ts';

/** How a server ends. */
export interface DrainOptions {
  /**
   * Time for which it answers as before, but is not ready and ends each connection after its answer, so that load
   * balancers and clients turn away by themselves. Default: 0 on this machine alone, else 5 000. Milliseconds.
   */
  readonly waitMs?: number;
  /** Time after that in which what is in flight must have been answered. Default 20 000. Milliseconds. */
  readonly limitMs?: number;
  /** Lets time pass. Default: the timers of the process. */
  readonly sleep?: (ms: number) => Promise<unknown>;
}

const WAIT_MS = 5000;
const LIMIT_MS = 20_000;

/** How a server on this host ends, with the defaults filled in. */
export function resolveDrain(host: string, options: DrainOptions = {}): Required<DrainOptions> {
  const {
    waitMs = isLoopback(host) ? 0 : WAIT_MS,
    limitMs = LIMIT_MS,
    sleep = systemSleep,
  } = options;
  return { waitMs, limitMs, sleep };
}

/** Ends each connection after its answer while the server drains, so that clients open the next one elsewhere. */
export function addConnectionClose(server: FastifyInstance, lifecycle: Lifecycle): void {
  server.addHook('onSend', (_request, reply, payload, done) => {
    if (lifecycle.phase === 'draining') void reply.header('connection', 'close');
    done(null, payload);
  });
}

/**
 * Ends a server without losing a request that it took: first nobody new should come, then nobody new can, then what is
 * in flight is answered. What has not been answered by then is cut off, and the log says so.
 *
 * Connections without a request are closed when listening ends; a request that was sent in that moment may be sent
 * again, since nothing of it was read. Such a moment comes only to those who did not ask during `waitMs`.
 */
export async function drain(
  server: FastifyInstance,
  { waitMs, limitMs, sleep, lifecycle, log }: Required<DrainOptions> & DrainParts,
): Promise<void> {
  lifecycle.drain();
  if (waitMs > 0) await sleep(waitMs);
  const { promise: isTooLate, resolve: giveUp } = Promise.withResolvers<void>();
  const timer = setTimeout(() => {
    log.warn('requests were cut off because they took too long to answer', { limitMs });
    server.server.closeAllConnections();
    giveUp();
  }, limitMs);
  await Promise.race([server.close(), isTooLate]);
  clearTimeout(timer);
}

interface DrainParts {
  readonly lifecycle: Lifecycle;
  readonly log: Log;
}
