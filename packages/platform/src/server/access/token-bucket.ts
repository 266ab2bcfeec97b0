/** Tokens that fill up with time and are taken one by one. */
export interface TokenBucket {
  /**
   * Takes a token.
   *
   * @param nowMs Milliseconds of any clock; one that steps back stands still.
   * @returns 0 when there was one, else the milliseconds until there is.
   */
  take(nowMs: number): number;
  /** Puts tokens back that were taken and not used. */
  putBack(nTokens: number): void;
  /** Whole tokens that were left at the last call. */
  readonly left: number;
  /** Milliseconds from the last call until the bucket is full. */
  readonly fullInMs: number;
}

/**
 * A full bucket.
 *
 * In any span of t seconds at most `burst + perSecond * t` tokens are taken.
 *
 * @param perSecond Tokens that come back per second. Above 0.
 * @param burst Tokens that the bucket holds. At least 1.
 */
export function createTokenBucket({
  perSecond,
  burst,
}: {
  readonly perSecond: number;
  readonly burst: number;
}): TokenBucket {
  const perMs = perSecond / 1000;
  let tokens = burst;
  let lastMs = Number.NEGATIVE_INFINITY;
  return {
    take(nowMs) {
      const elapsedMs = Math.max(0, nowMs - lastMs);
      tokens = Math.min(burst, tokens + elapsedMs * perMs);
      lastMs = Math.max(lastMs, nowMs);
      if (tokens < 1) return (1 - tokens) / perMs;
      tokens--;
      return 0;
    },
    putBack(nTokens) {
      tokens = Math.min(burst, tokens + nTokens);
    },
    get left() {
      return Math.floor(tokens);
    },
    get fullInMs() {
      return (burst - tokens) / perMs;
    },
  };
}
