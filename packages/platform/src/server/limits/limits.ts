import { AppError } from '@kaizenml/contracts';
import { LONGEST_TIMER_MS } from '../../kit/index.ts';

/** How much a server takes on. */
export interface ServerLimits {
  /** Requests in flight at once. Default 128: more of them only wait for each other. At least 1. */
  readonly maxInFlight: number;
  /** Requests that wait for a place, unread. Default 1 024. */
  readonly maxWaiting: number;
  /** Longest wait for a place. Default 2 000. Milliseconds. */
  readonly maxWaitMs: number;
  /** Time from the arrival of a request in which its answer must be there; 0 for none. Default 120 000. Milliseconds. */
  readonly answerMs: number;
  /** Largest body of rows. Default 10 MiB. Bytes. */
  readonly rowsBytes: number;
}

const MIB = 1024 * 1024;

const DEFAULTS: ServerLimits = {
  maxInFlight: 128,
  maxWaiting: 1024,
  maxWaitMs: 2000,
  answerMs: 120_000,
  rowsBytes: 10 * MIB,
};

/** What each limit may be. */
const RANGES: Readonly<Record<keyof ServerLimits, readonly [least: number, most: number]>> = {
  maxInFlight: [1, 100_000],
  maxWaiting: [0, 1_000_000],
  maxWaitMs: [0, LONGEST_TIMER_MS],
  answerMs: [0, LONGEST_TIMER_MS],
  rowsBytes: [1024, 1024 * MIB],
};

/** The limits with the defaults filled in. @throws ARGUMENT_INVALID for one outside its range. */
export function resolveLimits(given: Partial<ServerLimits> = {}): ServerLimits {
  const limits = { ...DEFAULTS, ...given };
  for (const [name, [least, most]] of Object.entries(RANGES)) {
    const value = limits[name as keyof ServerLimits];
    if (Number.isInteger(value) && value >= least && value <= most) continue;
    throw new AppError('ARGUMENT_INVALID', {
      message: `The limit \`${name}\` of a server must be a whole number from ${least} to ${most}, got ${value}.`,
      hint: `Leave it out for ${DEFAULTS[name as keyof ServerLimits]}.`,
      details: { limit: name, value, least, most },
    });
  }
  return limits;
}
