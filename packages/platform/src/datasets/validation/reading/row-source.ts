import type { ColumnSchema, Finding } from '@kaizenml/contracts';
import type { RowChunk } from '@kaizenml/ml/validation';

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
  /** The rows as the checks read them. */
  readonly chunks: (wanted: readonly WantedColumn[]) => AsyncIterable<RowChunk>;
  /** The rows as they are written. */
  readonly records: () => AsyncIterable<readonly WrittenRow[]>;
  /** How rows are written elsewhere with columns added. */
  readonly writer: RowWriter;
}

/** A row as it stands in its file, without its line break. */
export type WrittenRow = string;

/** Writes rows of a source into files of the same format. */
export interface RowWriter {
  /** First line, with the names of added columns; empty where the format has none. */
  readonly header: (added: readonly string[]) => string;
  readonly line: (row: WrittenRow, added: Readonly<Record<string, string | number>>) => string;
}
