import { AppError } from '@kaizenml/contracts';
import type { FastifyInstance } from 'fastify';
import type { ServerLimits } from './limits.ts';
import type { Line } from './line.ts';

/** After how long a refused client should ask again, seconds: a line of a thousand is through in less. */
const RETRY_AFTER_SECONDS = 1;

/**
 * Lets so many requests in at once and a few more wait, before a byte of their bodies is read; the rest is told at
 * once to come back. Who goes away, or has waited too long, leaves the line.
 *
 * @throws SERVER_BUSY
 */
export function addLine(server: FastifyInstance, line: Line, limits: ServerLimits): void {
  const { maxWaitMs } = limits;
  server.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.isAlwaysTaken === true) return done();
    const { visit } = request;
    if (visit.isGone) return;
    const entered = line.enter(() => {
      clearTimeout(timer);
      reply.raw.off('close', giveUp);
      visit.admittedAtMs = performance.now();
      visit.whenOver = line.leave;
      done();
    });
    if (entered === 'in') {
      visit.admittedAtMs = visit.arrivedAtMs;
      visit.whenOver = line.leave;
      return done();
    }
    const refuse = (reason: string) => {
      void reply.header('retry-after', RETRY_AFTER_SECONDS);
      done(serverBusy(reason, limits));
    };
    if (entered === 'full') return refuse('the line is full');
    const giveUp = () => {
      clearTimeout(timer);
      entered.giveUp();
    };
    const timer = setTimeout(() => {
      reply.raw.off('close', giveUp);
      entered.giveUp();
      refuse(`the wait took ${maxWaitMs} ms`);
    }, maxWaitMs);
    reply.raw.once('close', giveUp);
  });
}

function serverBusy(reason: string, { maxInFlight, maxWaiting }: ServerLimits): AppError {
  return new AppError('SERVER_BUSY', {
    message: `The server must have a place for a request, got ${maxInFlight} in flight: ${reason}.`,
    hint: `Ask again after ${RETRY_AFTER_SECONDS} s, more slowly, or send several rows in one request.`,
    details: { reason, maxInFlight, maxWaiting, retryAfterSeconds: RETRY_AFTER_SECONDS },
  });
}
