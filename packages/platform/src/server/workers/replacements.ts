/** A worker that lived for less than this has died at once, milliseconds. */
const SHORT_MS = 10_000;
/** Waits before the next worker takes the seat, after one, two, … that died at once. Milliseconds. */
const WAITS_MS = [100, 400, 1600, 6400] as const;

/** Decides when a seat is taken again. */
export interface Replacements {
  /**
   * A worker has ended.
   *
   * @param livedMs From when it was started.
   * @returns Milliseconds to wait; undefined when too many of this seat died at once, one after the other.
   */
  died(seat: number, livedMs: number): number | undefined;
}

/** Nobody has died yet. A worker that lived long is replaced at once, and what was before it is forgotten. */
export function createReplacements(): Replacements {
  const nShort = new Map<number, number>();
  return {
    died(seat, livedMs) {
      if (livedMs >= SHORT_MS) {
        nShort.delete(seat);
        return 0;
      }
      const n = nShort.get(seat) ?? 0;
      nShort.set(seat, n + 1);
      return WAITS_MS[n];
    },
  };
}
