import { AppError } from '@kaizenml/contracts';
import { DAY_MS } from '../../table/index.ts';
import type { Frequency } from './frequency.ts';

const FIXED = {
  second: 1000,
  minute: 60_000,
  hour: 3_600_000,
  day: DAY_MS,
  week: 7 * DAY_MS,
} as const;
const MONTHS = { month: 1, quarter: 3, year: 12 } as const;
const BUSINESS_DAY = 'business-day';

/** What `parseFrequency` reads. */
const FREQUENCY_PATTERN =
  /^(?:(\d{1,4}) ?)?(second|minute|hour|day|week|month|quarter|year|business-day)s?$/;

/**
 * A frequency of its name: `month`, `30 minutes`, `business-day`.
 *
 * @throws ARGUMENT_INVALID
 */
export function parseFrequency(name: string): Frequency {
  const [, count = '1', unit = ''] = FREQUENCY_PATTERN.exec(name) ?? [];
  const times = Number(count);
  if (times > 0 && Object.hasOwn(FIXED, unit))
    return { kind: 'fixed', stepMs: times * FIXED[unit as keyof typeof FIXED] };
  if (times > 0 && Object.hasOwn(MONTHS, unit))
    return { kind: 'months', every: times * MONTHS[unit as keyof typeof MONTHS] };
  if (unit === BUSINESS_DAY && times === 1) return { kind: 'business-days' };
  throw new AppError('ARGUMENT_INVALID', {
    message: `A frequency must be a unit of time with or without a number, got "${name}".`,
    hint: 'Write it like `month`, `week`, `30 minutes` or `business-day`.',
    details: { frequency: name },
  });
}

/** The name of a frequency, as `parseFrequency` reads it where it is one of time: `month`, `30 minutes`. */
export function nameFrequency(frequency: Frequency): string {
  if (frequency.kind === 'business-days') return BUSINESS_DAY;
  const [units, size]: readonly [Readonly<Record<string, number>>, number] =
    frequency.kind === 'months' ? [MONTHS, frequency.every] : [FIXED, frequency.stepMs];
  const [unit, length] =
    Object.entries(units)
      .reverse()
      .find(([, one]) => size % one === 0) ?? (['step', size] as const);
  const times = size / length;
  return times === 1 ? unit : `${times} ${unit}s`;
}
