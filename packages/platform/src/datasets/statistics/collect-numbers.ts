import type { CellRecords } from '@kaizenml/ml/cells';

/** Columns of numbers that are kept row by row. */
export interface NumberColumns {
  readonly hear: (records: CellRecords) => void;
  /** The numbers of a column, NaN where missing, which are then given away; undefined where they were too many to keep. */
  readonly take: (place: number) => Float64Array | undefined;
}

/** Numbers that are kept: a quarter of a gigabyte. */
const MOST_NUMBERS = 2 ** 25;

/** Keeps the numbers of columns as they come. */
export function collectNumbers(
  places: ReadonlySet<number>,
  most: number = MOST_NUMBERS,
): NumberColumns {
  const pieces = new Map([...places].map((place) => [place, [] as Float64Array[]]));
  let nNumbers = 0;
  return {
    hear({ nRecords, numbers }) {
      nNumbers += nRecords * pieces.size;
      if (nNumbers > most) pieces.clear();
      for (const [place, kept] of pieces) kept.push(numbers(place).slice());
    },
    take(place) {
      const kept = pieces.get(place);
      pieces.delete(place);
      if (kept === undefined) return undefined;
      const values = new Float64Array(kept.reduce((sum, { length }) => sum + length, 0));
      let at = 0;
      for (const piece of kept) {
        values.set(piece, at);
        at += piece.length;
      }
      return values;
    },
  };
}
