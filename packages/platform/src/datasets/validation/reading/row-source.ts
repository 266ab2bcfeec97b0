import type { ColumnKind, ColumnSchema, DataSchema, Finding, RowRule } from '@kaizenml/contracts';
import type { RowChunk, Witnesses } from '@kaizenml/ml/validation';

/** A column that the checks read, and what the schema says of it. */
export interface WantedColumn {
  readonly name: string;
  readonly schema: ColumnSchema;
}

/** Rows that can be passed over more than once, in the same order. */
export interface RowSource {
  /** How the rows are called in sentences. */
  readonly name: string;
  readonly findings: readonly Finding[];
  /** Columns of the rows, once these have passed. */
  readonly columns: () => readonly FoundColumn[];
  /** Values that stand for all rows, where that is cheaper than the rows. */
  readonly summarize?: (
    wanted: readonly WantedColumn[],
    schema: DataSchema,
  ) => Promise<SummarizedRows>;
  /** The only rows in which rules may be false, in their order; undefined where these are too many, or not told. */
  readonly suspects?: (
    wanted: readonly WantedColumn[],
    schema: DataSchema,
  ) => Promise<readonly SuspectRow[] | undefined>;
  /** The rows as the checks read them. */
  readonly chunks: (wanted: readonly WantedColumn[]) => AsyncIterable<RowChunk>;
  /** The rows as they are written. */
  readonly records: () => AsyncIterable<readonly WrittenRow[]>;
  /** How rows are written elsewhere with columns added. */
  readonly writer: RowWriter;
}

/** A row, from 0, as a chunk of its own. */
export interface SuspectRow {
  readonly row: number;
  readonly chunk: RowChunk;
}

/** A column of the rows. */
export interface FoundColumn {
  readonly name: string;
  /** Absent where the values decide. */
  readonly kind?: ColumnKind | undefined;
}

/** What can be said of rows without looking at each. */
export interface SummarizedRows {
  readonly nRows: number;
  /** By column; absent of those whose rows must be asked. */
  readonly witnesses: ReadonlyMap<string, Witnesses>;
  /** Rules that hold in every row. */
  readonly heldRules: ReadonlySet<RowRule>;
}

/** A row as it stands in its file, without its line break. */
export type WrittenRow = string;

/** Writes rows of a source into files of the same format. */
export interface RowWriter {
  /** First line, with the names of added columns; empty where the format has none. */
  readonly header: (added: readonly string[]) => string;
  readonly line: (row: WrittenRow, added: Readonly<Record<string, string | number>>) => string;
}
