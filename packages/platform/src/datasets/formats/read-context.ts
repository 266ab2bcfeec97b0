import type { Finding } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import type { KnownKinds } from '../engine/known-kinds.ts';

/** Formats of files that are read as tables; `csv` is every text with delimiters. */
export type TableFormat = 'csv' | 'parquet' | 'jsonl' | 'arff';

/** What every format reader gets. */
export interface ReadContext {
  /** A folder for temp files that is removed when reading ends. */
  readonly workPath: string;
  /** Longest line or record, in bytes. */
  readonly maxRecordBytes: number;
  readonly signal?: AbortSignal | undefined;
  /** Kinds that the values do not decide on. */
  readonly kinds: KnownKinds;
}

/** What every format reader gives. */
export interface ReadContent {
  readonly table: Table;
  readonly findings: readonly Finding[];
}
