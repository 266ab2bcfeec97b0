import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '@kaizenml/contracts';
import { LONGEST_TIMER_MS } from '../../kit/index.ts';
import type { Visit } from '../visit.ts';

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
    const timer =
      limitMs === 0
        ? undefined
        : setTimeout(
            () => {
              const late = tooLate(limitMs);
              visit.abort(late);
              reject(late);
            },
            Math.max(0, limitMs - (performance.now() - visit.arrivedAtMs)),
          );
    const settled = () => {
      clearTimeout(timer);
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

function tooLate(limitMs: number): AppError {
  return new AppError('ANSWER_TIMEOUT', {
    message: `The answer must be there within ${limitMs} ms, got none by then.`,
    hint: `Ask for less, or allow more time: \`--answer-seconds\` of the server, \`${TIME_LIMIT_HEADER}\` of the request.`,
    details: { limitMs },
  });
}
