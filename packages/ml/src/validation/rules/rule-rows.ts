/** Texts as codes: row i holds `levels[codes[i]]`, code -1 is missing. Levels may grow behind, never change. */
export interface CodedTexts {
  readonly codes: Int32Array;
  readonly levels: readonly string[];
}

/** Rows as rules read them, column by column; a column that the data lack is missing in every row. */
export interface RuleRows {
  readonly nRows: number;
  /** Numbers, and dates in milliseconds since 1970 UTC; NaN is missing. */
  readonly numbers: (column: string) => Float64Array | undefined;
  /** 0 false, 1 true, 2 missing. */
  readonly truths: (column: string) => Uint8Array | undefined;
  readonly texts: (column: string) => CodedTexts | undefined;
}
