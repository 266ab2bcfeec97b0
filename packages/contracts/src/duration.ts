import { AppError } from './app-error.ts';

/** How a span of time is written: a whole number and a unit. */
export const DURATION_PATTERN = /^([1-9]\d{0,5})(s|m|h|d|w)$/;

const UNIT_MS: Readonly<Record<string, number>> = {
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};

/**
 * Milliseconds of a span such as `90s`, `15m`, `1h`, `7d` or `4w`. Days have 24 hours.
 *
 * @throws ARGUMENT_INVALID
 */
export function durationMs(text: string): number {
  const [, amount, unit = ''] = DURATION_PATTERN.exec(text) ?? [];
  if (amount !== undefined) return Number(amount) * (UNIT_MS[unit] ?? Number.NaN);
  throw new AppError('ARGUMENT_INVALID', {
    message: `A span of time must be a whole number and one of s, m, h, d and w, got ${JSON.stringify(text)}.`,
    hint: 'Write it like `15m`, `1h` or `7d`.',
    details: { received: text },
  });
}
