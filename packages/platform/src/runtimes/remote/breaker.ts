/** Leaves a server alone that failed several times in a row. */
export interface Breaker {
  /** Milliseconds until it may be asked again; 0: now. Where that time is over, the first who asks tries for all. */
  waitMs(): number;
  /** @returns Whether this was the failure behind which the server is left alone. */
  failed(): boolean;
  succeeded(): void;
  /** Neither: whoever tried for all gave up, so that somebody else may. */
  undecided(): void;
}

/** Failures in a row behind which a server is left alone. */
export const MOST_FAILURES = 5;
/** Time for which it is left alone, milliseconds. */
export const REST_MS = 10_000;

/**
 * A circuit breaker: closed, open behind five failures in a row for ten seconds, then half open for one try.
 *
 * @source Nygard (2018), "Release It!", 2nd edition, chapter 5
 */
export function createBreaker(now: () => number): Breaker {
  let nFailures = 0;
  let restsUntil = Number.NEGATIVE_INFINITY;
  let isTried = false;
  return {
    waitMs() {
      if (nFailures < MOST_FAILURES) return 0;
      const left = restsUntil - now();
      if (left > 0) return left;
      if (isTried) return 1;
      isTried = true;
      return 0;
    },
    failed() {
      isTried = false;
      nFailures += 1;
      if (nFailures < MOST_FAILURES) return false;
      restsUntil = now() + REST_MS;
      return nFailures === MOST_FAILURES;
    },
    succeeded() {
      isTried = false;
      nFailures = 0;
    },
    undecided() {
      isTried = false;
    },
  };
}
