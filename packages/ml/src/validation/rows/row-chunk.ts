/** Some rows of a table as they were written, column by column; the next chunk holds the rows behind. */
export interface RowChunk {
  readonly nRows: number;
  /** Undefined when the data have no such column. */
  readonly column: (name: string) => RawColumn | undefined;
}

/** One column of a chunk: as texts, or as numbers where the reader has parsed what `readNumberCell` parses. */
export type RawColumn = RawTexts | RawNumbers;

export interface RawTexts {
  readonly layout: 'texts';
  /** Position in `levels` per row; -1 where there is no value at all. */
  readonly codes: Int32Array;
  /** Texts as written, blanks and marks of missing values too. The same list may grow behind from chunk to chunk. */
  readonly levels: readonly string[];
  /** Levels that were bytes of no valid UTF-8. */
  readonly invalid?: ReadonlySet<number>;
}

export interface RawNumbers {
  readonly layout: 'numbers';
  /** Dates in milliseconds since 1970 UTC. NaN where the mark is not `VALUE`. */
  readonly values: Float64Array;
  /** `VALUE`, `ABSENT`, `NOT_NUMBER` or `WRITTEN_NAN` per row. */
  readonly marks: Uint8Array;
  /** What stands in a row of this chunk, for the rows that are shown. */
  readonly written: (i: number) => string | null;
}

/** Marks of cells that should be numbers. */
export const VALUE = 0;
export const ABSENT = 1;
export const NOT_NUMBER = 2;
export const WRITTEN_NAN = 3;
