import type { KeyLimits } from '../../keys/index.ts';
import { createTokenBucket } from './token-bucket.ts';

export const DAY_MS = 86_400_000;

/** What became of a request that was counted. */
export interface Metered {
  readonly isAllowed: boolean;
  /** Time after which to ask again, seconds; 0 when it is allowed. */
  readonly retryAfterSeconds: number;
  /** Which limit was reached. */
  readonly reached?: 'rate' | 'day';
}

/** Counts the requests of one key and holds them against its limits. */
export interface KeyMeter {
  /**
   * @param nToday Requests that were counted elsewhere today.
   * @returns A promise only where another process must be asked.
   */
  take(nowMs: number, nToday: number): Metered | Promise<Metered>;
  /** Value of the header `RateLimit-Policy`. */
  readonly policy: string;
  /** Value of the header `RateLimit` after the last request. */
  readonly state: string;
}

/**
 * The meter of a key with limits.
 *
 * A request that the rate refuses does not count for the day.
 *
 * @source draft-ietf-httpapi-ratelimit-headers-10: `q` quota, `w` window, `r` rest, `t` seconds until it is whole again.
 */
export function createKeyMeter({ perSecond, burst, perDay }: KeyLimits): KeyMeter {
  const bucket =
    perSecond === null ? undefined : createTokenBucket({ perSecond, burst: burst ?? 1 });
  let leftToday = perDay ?? 0;
  let dayEndsInMs = DAY_MS;
  return {
    policy: writePolicy({ perSecond, burst, perDay }),
    get state() {
      return writeState({
        rate: bucket && { left: bucket.left, fullInMs: bucket.fullInMs },
        day: perDay === null ? undefined : { left: leftToday, endsInMs: dayEndsInMs },
      });
    },
    take(nowMs, nToday) {
      dayEndsInMs = DAY_MS - (nowMs % DAY_MS);
      if (perDay !== null) {
        leftToday = Math.max(0, perDay - nToday);
        if (leftToday === 0) return refused('day', dayEndsInMs);
      }
      const waitMs = bucket?.take(nowMs) ?? 0;
      if (waitMs > 0) return refused('rate', waitMs);
      leftToday = Math.max(0, leftToday - 1);
      return ALLOWED;
    },
  };
}

export const ALLOWED: Metered = { isAllowed: true, retryAfterSeconds: 0 };

export function refused(reached: 'rate' | 'day', waitMs: number): Metered {
  return { isAllowed: false, retryAfterSeconds: Math.max(1, Math.ceil(waitMs / 1000)), reached };
}

/** What limits leave. */
export interface KeyRest {
  readonly rate: { readonly left: number; readonly fullInMs: number } | undefined;
  readonly day: { readonly left: number; readonly endsInMs: number } | undefined;
}

/** Value of the header `RateLimit-Policy`. */
export function writePolicy({ perSecond, burst, perDay }: KeyLimits): string {
  const policies: string[] = [];
  if (perSecond !== null)
    policies.push(`"rate";q=${burst ?? 1};w=${Math.max(1, Math.ceil((burst ?? 1) / perSecond))}`);
  if (perDay !== null) policies.push(`"day";q=${perDay};w=86400`);
  return policies.join(', ');
}

/** Value of the header `RateLimit`. */
export function writeState({ rate, day }: KeyRest): string {
  const states: string[] = [];
  if (rate !== undefined) states.push(`"rate";r=${rate.left};t=${Math.ceil(rate.fullInMs / 1000)}`);
  if (day !== undefined) states.push(`"day";r=${day.left};t=${Math.ceil(day.endsInMs / 1000)}`);
  return states.join(', ');
}
