import type { CellRecords } from '@kaizenml/ml/cells';

/** Cells of some columns that are kept row by row. */
export interface KeptCells {
  readonly hear: (records: CellRecords) => void;
  /** The numbers of a column, NaN where missing, which are then given away; undefined where the cells were too many to keep. */
  readonly numbers: (place: number) => Float64Array | undefined;
  /** The codes of a column, which are then given away. */
  readonly codes: (place: number) => Int32Array | undefined;
  /** The codes of a column in the pieces in which they came, of the same rows for each column. */
  readonly pieces: (place: number) => readonly Int32Array[] | undefined;
}

/** Keeps numbers and codes of columns as they come; none of them where they are more than `most`. */
export function keepCells(
  {
    numbers,
    codes = [],
  }: { readonly numbers: Iterable<number>; readonly codes?: Iterable<number> },
  most: number = Number.POSITIVE_INFINITY,
): KeptCells {
  const keptNumbers = new Map([...numbers].map((place) => [place, [] as Float64Array[]]));
  const keptCodes = new Map([...codes].map((place) => [place, [] as Int32Array[]]));
  const nColumns = keptNumbers.size + keptCodes.size;
  let nRows = 0;
  return {
    hear(records) {
      nRows += records.nRecords;
      if (nRows * nColumns > most) {
        keptNumbers.clear();
        keptCodes.clear();
      }
      for (const [place, kept] of keptNumbers) kept.push(records.numbers(place).slice());
      for (const [place, kept] of keptCodes) kept.push(records.codes(place).slice());
    },
    numbers: (place) => joined(keptNumbers, place, (n) => new Float64Array(n)),
    codes: (place) => joined(keptCodes, place, (n) => new Int32Array(n)),
    pieces: (place) => keptCodes.get(place),
  };
}

function joined<Values extends Float64Array | Int32Array>(
  kept: Map<number, Values[]>,
  place: number,
  make: (length: number) => Values,
): Values | undefined {
  const pieces = kept.get(place);
  kept.delete(place);
  if (pieces === undefined) return undefined;
  const all = make(pieces.reduce((sum, { length }) => sum + length, 0));
  let at = 0;
  for (const piece of pieces) {
    all.set(piece, at);
    at += piece.length;
  }
  return all;
}
