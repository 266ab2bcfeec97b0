/** A worker that answered for less than this has died at once, milliseconds. */
const SHORT_MS = 10_000;
/** Waits before the next worker takes the seat, after one, two, … that died at once. Milliseconds. */
const WAITS_MS = [100, 400, 1600, 6400] as const;

/** Decides when a seat is taken again. */
export interface Replacements {
  /**
   * A worker has ended.
   *
   * @param answeredMs Time for which it answered; 0 for one that never came so far, however long that took.
   * @returns Milliseconds to wait; undefined when too many of this seat died at once, one after the other.
   */
  died(seat: number, answeredMs: number): number | undefined;
}

/** Nobody has died yet. A worker that answered for long is replaced at once, and what was before it is forgotten. */
export function createReplacements(): Replacements {
  const nShort = new Map<number, number>();
  return {
    died(seat, answeredMs) {
      if (answeredMs >= SHORT_MS) {
        nShort.delete(seat);
        return 0;
      }
      const n = nShort.get(seat) ?? 0;
      nShort.set(seat, n + 1);
      return WAITS_MS[n];
    },
  };
}
