import type { StoredKind } from '../datasets/index.ts';

/** Formats of answers that are written. */
export type OutFormat = 'csv' | 'jsonl' | 'parquet';

/** What becomes of a row that cannot be answered: the job ends, the row is left out, or it stays with an empty answer. */
export const BAD_ROWS = ['refuse', 'reject', 'empty'] as const;
export type BadRows = (typeof BAD_ROWS)[number];

/** A column of the input that is written beside its answer. */
export interface KeptColumn {
  readonly name: string;
  readonly kind: StoredKind;
}

/** How pieces are answered and written; the same for all of a job. */
export interface BatchPlan {
  readonly format: OutFormat;
  /** Whether it is packed with gzip. */
  readonly isPacked: boolean;
  readonly keep: readonly KeptColumn[];
  readonly badRows: BadRows;
}
