import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '@kaizenml/contracts';
import { LONGEST_TIMER_MS } from '../../kit/index.ts';
import type { Visit } from '../visit.ts';
import { createDeadlines, type Deadlines } from './deadlines.ts';

/** Header by which a client says how long it waits, milliseconds from the arrival of the request. */
export const TIME_LIMIT_HEADER = 'x-request-timeout-ms';

/**
 * The time that a request has: the server's limit, or less where the client says so.
 *
 * @param limitMs The server's; 0 for none.
 * @returns Milliseconds; 0 for no limit.
 * @throws REQUEST_INVALID for a header that is no whole number above 0.
 */
export function timeLimitOf(headers: IncomingHttpHeaders, limitMs: number): number {
  const asked = headers[TIME_LIMIT_HEADER];
  if (asked === undefined) return limitMs;
  const ms = /^\d{1,10}$/.test(String(asked)) ? Number(asked) : 0;
  if (ms < 1 || ms > LONGEST_TIMER_MS)
    throw new AppError('REQUEST_INVALID', {
      message: `The header \`${TIME_LIMIT_HEADER}\` must be a whole number of milliseconds from 1 to ${LONGEST_TIMER_MS}, got "${asked}".`,
      hint: `Leave it out, or send \`${TIME_LIMIT_HEADER}: 1000\`.`,
      details: { header: TIME_LIMIT_HEADER, value: asked },
    });
  return limitMs === 0 ? ms : Math.min(ms, limitMs);
}

/**
 * The outcome of work for a visit, or a failure when its time is up. The work is then told to end, and its visit lasts
 * until it has.
 *
 * @param limitMs Counted from the arrival of the request; 0 for none.
 * @throws ANSWER_TIMEOUT, and what the work throws
 */
export function answerWithin<T>(
  visit: Visit,
  { limitMs, work }: { readonly limitMs: number; readonly work: () => Promise<T> },
): Promise<T> {
  visit.hold();
  return new Promise<T>((resolve, reject) => {
    const takeBack =
      limitMs === 0
        ? undefined
        : whenDue(visit, limitMs, () => {
            const late = tooLate(limitMs);
            visit.abort(late);
            reject(late);
          });
    const settled = () => {
      takeBack?.();
      visit.letGo();
    };
    work().then(
      (output) => {
        settled();
        resolve(output);
      },
      (thrown: unknown) => {
        settled();
        reject(thrown);
      },
    );
  });
}

/** Deadlines by their length: nearly all requests of a server have the same. */
const known = new Map<number, Deadlines>();
/** Lengths that are remembered; clients may ask for any. */
const MOST_LENGTHS = 16;

/** Time between arrival and work that is not counted: so much later a deadline may come, milliseconds. */
const UNCOUNTED_MS = 5;

/** Calls `expire` when the time of a visit is up. @returns Takes it back. */
function whenDue(visit: Visit, limitMs: number, expire: () => void): () => void {
  const spentMs = performance.now() - visit.arrivedAtMs;
  const shared = spentMs > UNCOUNTED_MS ? undefined : deadlinesOf(limitMs);
  if (shared !== undefined) return shared.add(expire);
  const timer = setTimeout(expire, Math.max(0, limitMs - spentMs));
  return () => clearTimeout(timer);
}

function deadlinesOf(limitMs: number): Deadlines | undefined {
  const found = known.get(limitMs);
  if (found !== undefined || known.size >= MOST_LENGTHS) return found;
  const made = createDeadlines(limitMs);
  known.set(limitMs, made);
  return made;
}

function tooLate(limitMs: number): AppError {
  return new AppError('ANSWER_TIMEOUT', {
    message: `The answer must be there within ${limitMs} ms, got none by then.`,
    hint: `Ask for less, or allow more time: \`--answer-seconds\` of the server, \`${TIME_LIMIT_HEADER}\` of the request.`,
    details: { limitMs },
  });
}
