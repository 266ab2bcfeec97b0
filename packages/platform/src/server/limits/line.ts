/** How long a line may be. */
export interface LineLimits {
  /** Those inside at once. At least 1. */
  readonly maxInFlight: number;
  /** Those that wait for a place inside. */
  readonly maxWaiting: number;
}

/** A number of places and a line before them, first come, first served. */
export interface Line {
  readonly nInFlight: number;
  readonly nWaiting: number;
  /** Those that found the line full, ever. */
  readonly nRefused: number;
  /**
   * Takes a place, or one in the line.
   *
   * @param admit Is called when the wait is over; never where there was none.
   * @returns `in` for a place, `full` when even the line is, and else the place in the line.
   */
  enter(admit: () => void): 'in' | 'full' | PlaceInLine;
  /** Gives a place back: to the first in the line, or to who comes next. */
  leave(): void;
}

export interface PlaceInLine {
  /** Waits no more: `admit` is not called after. Does nothing for who was admitted. */
  giveUp(): void;
}

/** An empty line. @cost O(1) for every call. */
export function createLine({ maxInFlight, maxWaiting }: LineLimits): Line {
  let nInFlight = 0;
  let nRefused = 0;
  const waiting = new Set<() => void>();
  return {
    get nInFlight() {
      return nInFlight;
    },
    get nWaiting() {
      return waiting.size;
    },
    get nRefused() {
      return nRefused;
    },
    enter(admit) {
      if (nInFlight < maxInFlight) {
        nInFlight++;
        return 'in';
      }
      if (waiting.size >= maxWaiting) {
        nRefused++;
        return 'full';
      }
      const place = () => admit();
      waiting.add(place);
      return { giveUp: () => void waiting.delete(place) };
    },
    leave() {
      const [first] = waiting;
      if (first === undefined) {
        nInFlight--;
        return;
      }
      waiting.delete(first);
      first();
    },
  };
}
