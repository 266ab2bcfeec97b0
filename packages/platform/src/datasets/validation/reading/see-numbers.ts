import type { CellRecords } from '@kaizenml/ml/cells';
import type { NumberExtremes } from './number-witnesses.ts';

/** What was seen of columns of numbers as they came. */
export interface SeenNumbers {
  readonly hear: (records: CellRecords) => void;
  /** Undefined of a column that was not read as numbers. */
  readonly extremes: (place: number) => Omit<NumberExtremes, 'nRows'> | undefined;
}

/** Remembers the least and the largest number of columns, and one that is not whole. All are finite. */
export function seeNumbers(places: ReadonlySet<number>): SeenNumbers {
  const seen = new Map(
    [...places].map((place) => [
      place,
      {
        n: 0,
        least: Number.POSITIVE_INFINITY,
        largest: Number.NEGATIVE_INFINITY,
        broken: Number.NaN,
      },
    ]),
  );
  return {
    hear({ numbers }) {
      for (const [place, found] of seen) {
        let { n, least, largest, broken } = found;
        for (const value of numbers(place)) {
          if (Number.isNaN(value)) continue;
          n++;
          if (value < least) least = value;
          if (value > largest) largest = value;
          if (!Number.isInteger(value)) broken = value;
        }
        seen.set(place, { n, least, largest, broken });
      }
    },
    extremes(place) {
      const found = seen.get(place);
      if (found === undefined) return undefined;
      const { n, least, largest, broken } = found;
      return {
        nPresent: n,
        least: n === 0 ? null : least,
        largest: n === 0 ? null : largest,
        broken: Number.isNaN(broken) ? null : broken,
        ...{ nNaN: 0, nPositive: 0, nNegative: 0 },
      };
    },
  };
}
