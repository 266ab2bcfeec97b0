import { topic } from '../../crew/index.ts';
import type { KeyLimits } from '../../keys/index.ts';
import { DAY_MS, type KeyRest } from './key-meter.ts';
import { createTokenBucket, type TokenBucket } from './token-bucket.ts';

/** A worker wants to answer requests of a key, or gives back what it was granted and has not used. */
export interface KeyAsk {
  readonly id: string;
  readonly limits: KeyLimits;
  /** Requests that wait, and some that may come; below 0 for what is given back. */
  readonly nWanted: number;
  /** Requests of the day as far as the worker knows, of all servers of the home. */
  readonly nToday: number;
}

/** How many of them may be answered. */
export interface KeyGrant {
  readonly nGranted: number;
  /** Which limit the next one would break, and how long it must wait; absent where all were granted. */
  readonly refusal?: { readonly reached: 'rate' | 'day'; readonly waitMs: number };
  readonly rest: KeyRest;
}

/** Where workers ask before they answer a request of a key with limits. */
export const KEY_DESK = topic<KeyAsk, KeyGrant>('key-desk');

/** After midnight workers may for a while still tell the count of the day before. */
const STALE_MS = 5000;

interface Kept {
  readonly bucket: TokenBucket | undefined;
  day: number;
  nToday: number;
}

/**
 * Holds all workers of a server to the limits of its keys: they are granted requests from one bucket and one count a day.
 *
 * In any span of t seconds at most `burst + perSecond * t` requests are granted. Of those that other servers of the home answer it knows
 * what workers have read of them.
 */
export function createKeyDesk(nowMs: () => number): (ask: KeyAsk) => KeyGrant {
  const known = new Map<string, Kept>();
  const keptOf = ({ id, limits, nToday }: KeyAsk, day: number): Kept => {
    const { perSecond, burst } = limits;
    const found = known.get(id);
    if (found === undefined) {
      const bucket =
        perSecond === null ? undefined : createTokenBucket({ perSecond, burst: burst ?? 1 });
      const kept = { bucket, day, nToday };
      known.set(id, kept);
      return kept;
    }
    if (found.day !== day) Object.assign(found, { day, nToday: 0 });
    if (nowMs() % DAY_MS > STALE_MS) found.nToday = Math.max(found.nToday, nToday);
    return found;
  };
  return (ask) => {
    const now = nowMs();
    const { perDay } = ask.limits;
    const kept = keptOf(ask, Math.floor(now / DAY_MS));
    const { bucket } = kept;
    const endsInMs = DAY_MS - (now % DAY_MS);
    const restNow = (): KeyRest => ({
      rate: bucket && { left: bucket.left, fullInMs: bucket.fullInMs },
      day: perDay === null ? undefined : { left: Math.max(0, perDay - kept.nToday), endsInMs },
    });
    if (ask.nWanted < 0) {
      bucket?.putBack(-ask.nWanted);
      kept.nToday = Math.max(0, kept.nToday + ask.nWanted);
      return { nGranted: 0, rest: restNow() };
    }
    let nGranted = 0;
    while (nGranted < ask.nWanted) {
      if (perDay !== null && kept.nToday >= perDay)
        return { nGranted, refusal: { reached: 'day', waitMs: endsInMs }, rest: restNow() };
      const waitMs = bucket?.take(now) ?? 0;
      if (waitMs > 0) return { nGranted, refusal: { reached: 'rate', waitMs }, rest: restNow() };
      kept.nToday += 1;
      nGranted += 1;
    }
    return { nGranted, rest: restNow() };
  };
}
