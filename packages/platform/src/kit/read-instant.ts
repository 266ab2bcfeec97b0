import { AppError } from '@kaizenml/contracts';

/**
 * An instant that somebody wrote, in milliseconds since 1970.
 *
 * @param name Of the argument, for the sentence.
 * @throws ARGUMENT_INVALID where it is none.
 */
export function readInstantMs(name: string, instant: string): number {
  const ms = Date.parse(instant);
  if (!Number.isNaN(ms)) return ms;
  throw new AppError('ARGUMENT_INVALID', {
    message: `\`${name}\` must be a day or an ISO 8601 instant, got ${JSON.stringify(instant)}.`,
    hint: 'Write it as `2026-01-31` or `2026-01-31T12:00:00Z`.',
    details: { [name]: instant },
  });
}
