/** A table as rows of text, which can be passed over more than once. */
export interface TextRows {
  readonly names: readonly string[];
  /** SQL type of each column in the file, for a copy that keeps it; `VARCHAR` for texts. */
  readonly types: readonly string[];
  /** All rows in order, in batches of bounded size; one is over when the next is asked for. */
  readonly batches: () => AsyncIterable<RowBatch>;
}

export interface RowBatch {
  readonly nRows: number;
  /** One cell as text, empty where the value is missing. It may share its memory with the whole batch. */
  readonly cell: (row: number, column: number) => string;
  /** One cell as JSON. Absent: texts are strings, and numbers where the type of the column is one. */
  readonly json?: (row: number, column: number) => string;
}
