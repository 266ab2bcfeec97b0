import { AppError } from '@kaizenml/contracts';
import type { FastifyInstance } from 'fastify';
import type { Visit } from '../visit.ts';
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
  server.addHook('onRequest', (request, reply, done) => {
    if (request.routeOptions.config.isAlwaysTaken === true) return done();
    takePlace(request.visit, { line, limits, answer: reply.raw }, (busy) => {
      if (busy !== undefined) void reply.header('retry-after', RETRY_AFTER_SECONDS);
      done(busy);
    });
  });
}

/** What tells that nobody waits for an answer any more. */
interface EndingAnswer {
  once(event: 'close', listener: () => void): unknown;
  off(event: 'close', listener: () => void): unknown;
}

/** Where a visit waits, and what tells that it is over. */
export interface PlaceParts {
  readonly line: Line;
  readonly limits: ServerLimits;
  readonly answer: EndingAnswer;
}

/**
 * Takes a place for a visit, which gives it back when it is over.
 *
 * @param done Is called when the visit has its place, or with why it gets none; never for a client that went away.
 */
export function takePlace(
  visit: Visit,
  { line, limits, answer }: PlaceParts,
  done: (busy?: AppError) => void,
): void {
  if (visit.isGone) return;
  const { maxWaitMs } = limits;
  const entered = line.enter(() => {
    clearTimeout(timer);
    answer.off('close', giveUp);
    visit.admittedAtMs = performance.now();
    visit.whenOver = line.leave;
    done();
  });
  if (entered === 'in') {
    visit.admittedAtMs = visit.arrivedAtMs;
    visit.whenOver = line.leave;
    done();
    return;
  }
  if (entered === 'full') {
    done(serverBusy('the line is full', limits));
    return;
  }
  const giveUp = () => {
    clearTimeout(timer);
    entered.giveUp();
  };
  const timer = setTimeout(() => {
    answer.off('close', giveUp);
    entered.giveUp();
    done(serverBusy(`the wait took ${maxWaitMs} ms`, limits));
  }, maxWaitMs);
  answer.once('close', giveUp);
}

function serverBusy(reason: string, { maxInFlight, maxWaiting }: ServerLimits): AppError {
  return new AppError('SERVER_BUSY', {
    message: `The server must have a place for a request, got ${maxInFlight} in flight: ${reason}.`,
    hint: `Ask again after ${RETRY_AFTER_SECONDS} s, more slowly, or send several rows in one request.`,
    details: { reason, maxInFlight, maxWaiting, retryAfterSeconds: RETRY_AFTER_SECONDS },
  });
}
