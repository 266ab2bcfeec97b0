import type { ArtifactHash, ColumnKind, DatasetHash } from '@kaizenml/contracts';
import type { Page, PageRequest } from '../storage/page.ts';

export interface DatasetColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

export interface DatasetVersionRecord {
  readonly name: string;
  /** 1, 2, 3 … within the name. */
  readonly version: number;
  /** Of the content: names, kinds and values. */
  readonly hash: DatasetHash;
  /** Of the stored Parquet file. */
  readonly artifact: ArtifactHash;
  readonly nRows: number;
  readonly columns: readonly DatasetColumn[];
  readonly createdAt: string;
  /** File name that it was read from, without its folder. */
  readonly source: string;
}

export type NewDatasetVersion = Omit<DatasetVersionRecord, 'version' | 'createdAt'>;

/** Where dataset versions are kept. */
export interface DatasetStore {
  /** Adds a version unless the newest one of this name has the same hash; gives back the one that holds. */
  add(
    version: NewDatasetVersion,
  ): Promise<{ readonly record: DatasetVersionRecord; readonly isNew: boolean }>;
  /** The newest version of a name, or the one of `name@version`. */
  find(reference: string): Promise<DatasetVersionRecord | undefined>;
  /** Every version of a name, newest first. */
  versions(name: string): Promise<readonly DatasetVersionRecord[]>;
  /** Newest version of each name, by name. */
  list(page: PageRequest): Promise<Page<DatasetVersionRecord>>;
}
