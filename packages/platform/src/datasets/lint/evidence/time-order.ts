import { createSightings, type Sightings, see } from './sightings.ts';

/** How the dates of a column follow each other. */
export interface TimeOrder {
  /** Steps from one date to another one, later and earlier. */
  readonly nLater: number;
  readonly nEarlier: number;
  /** Dates that stand out of the order of the two around them, when times rise, and when they fall. */
  readonly outOfRise: Sightings;
  readonly outOfFall: Sightings;
}

/**
 * Follows the dates of a column. A date is out of order where the two around it are in order without it: a new series
 * that starts again from its first day is none.
 */
export function createTimeOrder() {
  const outOfRise = createSightings();
  const outOfFall = createSightings();
  let [before, last] = [Number.NaN, Number.NaN];
  let [lastLine, lastIndex] = [0, 0];
  let [nLater, nEarlier] = [0, 0];
  return {
    add(at: number, line: number, index: number): void {
      if (at > last) nLater++;
      else if (at < last) nEarlier++;
      if (at >= before && (last < before || last > at))
        see(outOfRise, { line: lastLine, index: lastIndex }, '');
      if (at <= before && (last > before || last < at))
        see(outOfFall, { line: lastLine, index: lastIndex }, '');
      before = last;
      last = at;
      lastLine = line;
      lastIndex = index;
    },
    finish: (): TimeOrder => ({ nLater, nEarlier, outOfRise, outOfFall }),
  };
}
