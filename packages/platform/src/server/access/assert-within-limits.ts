import { AppError } from '@kaizenml/contracts';
import type { Clock } from '../../kit/index.ts';
import type { BookedKey } from './key-book.ts';
import type { Metered } from './key-meter.ts';

/** Where headers of an answer are put. */
export interface AnswerHeaders {
  header(name: string, value: string | number): unknown;
}

/**
 * Counts a request of a key, says in headers what is left, and refuses what is too much.
 *
 * @returns A promise only where another process must be asked.
 * @throws RATE_LIMITED
 */
export function assertWithinLimits(
  answer: AnswerHeaders,
  { key, clock }: { readonly key: BookedKey; readonly clock: Clock },
): void | Promise<void> {
  const { meter } = key;
  if (meter === undefined) {
    key.count();
    return;
  }
  const metered = meter.take(clock.now(), key.nToday());
  if (metered instanceof Promise)
    return metered.then((each) => judge(answer, { key, metered: each }));
  judge(answer, { key, metered });
}

function judge(
  answer: AnswerHeaders,
  { key, metered }: { readonly key: BookedKey; readonly metered: Metered },
): void {
  const { meter, record } = key;
  const { isAllowed, retryAfterSeconds, reached } = metered;
  if (meter === undefined) return;
  answer.header('ratelimit-policy', meter.policy);
  answer.header('ratelimit', meter.state);
  if (isAllowed) {
    key.count();
    return;
  }
  answer.header('retry-after', retryAfterSeconds);
  const { perSecond, burst, perDay } = record;
  throw new AppError('RATE_LIMITED', {
    message:
      reached === 'day'
        ? `The key "${record.name}" may send ${perDay} requests a day, got one more.`
        : `The key "${record.name}" may send ${perSecond} requests per second and ${burst} at once, got one more.`,
    hint: `Ask again after ${retryAfterSeconds} s.`,
    details:
      reached === 'day'
        ? { reached, perDay, retryAfterSeconds }
        : { reached, perSecond, burst, retryAfterSeconds },
  });
}
