import type { ArtifactHash, ColumnKind, DatasetHash } from '@kaizenml/contracts';
import type { Page, PageRequest } from '../storage/page.ts';
import type { LineBreak } from './csv/scan-report.ts';

export interface DatasetColumn {
  readonly name: string;
  readonly kind: ColumnKind;
}

/** The bytes of the file that a version was read from. */
export interface RawFile {
  /** Hash of the list of its chunks. */
  readonly manifest: string;
  /** SHA-256 of the bytes: what `sha256sum` says. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** How the chunks of a large delimited file become a table. */
export interface RawLayout {
  readonly delimiter: string;
  readonly hasQuotes: boolean;
  readonly hasHeader: boolean;
  readonly needsTrim: boolean;
  readonly longestRecordBytes: number;
  /** What ends the records; absent in versions of earlier programs. */
  readonly lineBreak?: LineBreak;
  /** False until all rows were looked at: the kinds of the columns are then those of the first rows. The table may not be made yet. */
  readonly isSettled: boolean;
}

export interface DatasetVersionRecord {
  readonly name: string;
  /** 1, 2, 3 … within the name. */
  readonly version: number;
  /** Of the content: names, kinds and values; of a version with a `layout` of the bytes of its file. */
  readonly hash: DatasetHash;
  /** Of the Parquet file. It may be gone where `raw` is there: `loadVersion` and `tableFiles` make it again. */
  readonly artifact: ArtifactHash;
  readonly nRows: number;
  readonly columns: readonly DatasetColumn[];
  readonly createdAt: string;
  /** File name that it was read from, without its folder. */
  readonly source: string;
  /** Absent for versions of earlier programs, which kept the table only. */
  readonly raw?: RawFile;
  /** Of a file too large to be read at once. */
  readonly layout?: RawLayout;
  /** Stretch of time that its rows are of, such as `2026-11-20`. Spans sort as texts do. */
  readonly span?: string;
}

export type NewDatasetVersion = Omit<DatasetVersionRecord, 'version' | 'createdAt'>;

/** A name for one version. */
export interface DatasetTag {
  readonly tag: string;
  readonly version: number;
}

/** What is left of a version that was removed. */
export interface DatasetTombstone {
  readonly name: string;
  readonly version: number;
  readonly hash: DatasetHash;
  readonly createdAt: string;
  readonly removedAt: string;
}

/** Where dataset versions are kept. */
export interface DatasetStore {
  /**
   * Adds a version unless the newest one of this name and span has the same hash; gives back the one that holds.
   *
   * @param confirm Asked under the lock of the store, before anything is written; what it throws ends the adding.
   */
  add(
    version: NewDatasetVersion,
    confirm?: () => Promise<void>,
  ): Promise<{ readonly record: DatasetVersionRecord; readonly isNew: boolean }>;
  /** The newest version of a name, or the one of `name@version`, `name@tag` or `name@span`. */
  find(reference: string): Promise<DatasetVersionRecord | undefined>;
  /** Every version of a name, newest first. */
  versions(name: string): Promise<readonly DatasetVersionRecord[]>;
  /** Newest version of each name, by name. */
  list(page: PageRequest): Promise<Page<DatasetVersionRecord>>;
  /** Says what a later look at all rows found, or gives a version its raw bytes. */
  amend(
    version: Pick<DatasetVersionRecord, 'name' | 'version'>,
    change: Partial<Pick<DatasetVersionRecord, 'columns' | 'layout' | 'raw' | 'artifact'>>,
    confirm?: () => Promise<void>,
  ): Promise<void>;
  /** Tags of a name, by tag. */
  tags(name: string): Promise<readonly DatasetTag[]>;
  /** Points a tag at a version, from wherever it pointed. */
  tag(name: string, tag: DatasetTag): Promise<void>;
  /** Takes a tag away; false when there is none of this name. */
  untag(name: string, tag: string): Promise<boolean>;
  /** Removes versions with their tags and leaves a tombstone each. */
  remove(versions: readonly Pick<DatasetVersionRecord, 'name' | 'version'>[]): Promise<void>;
  /** Removed versions of a name, newest first. */
  tombstones(name: string): Promise<readonly DatasetTombstone[]>;
  /**
   * Runs work while nobody can add, change or remove a version.
   *
   * @param work Gets every version, and whether something else than a dataset holds an artifact.
   */
  locked<Result>(
    work: (
      versions: readonly DatasetVersionRecord[],
      isHeldElsewhere: (artifact: string) => Promise<boolean>,
    ) => Promise<Result>,
  ): Promise<Result>;
}
