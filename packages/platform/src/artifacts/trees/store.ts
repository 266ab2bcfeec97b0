import type { Page, PageRequest } from '../../storage/page.ts';

/** A file that a client sent. */
export interface TreeFile {
  /** As `treePath` gives it. */
  readonly path: string;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly sizeBytes: number;
  /** ISO 8601, UTC. */
  readonly writtenAt: string;
}

/** A file, and what its bytes are called in the content store. */
export interface KeptFile extends TreeFile {
  readonly contentName: string;
}

/** What lies in a folder: a file, or a folder, which is there as long as a file is below it. */
export type TreeEntry = KeptFile | { readonly path: string; readonly sizeBytes?: undefined };

/** A file that was taken away. */
export type RemovedFile = Pick<TreeFile, 'path' | 'sha256' | 'sizeBytes'>;

/** Bytes that a file points at. */
export interface Content {
  readonly contentName: string;
  readonly sizeBytes: number;
}

/** What files take, and what would be free without them. */
export interface TreeWeight {
  readonly nFiles: number;
  readonly sizeBytes: number;
  /** Less than that where other files share their bytes. */
  readonly freedBytes: number;
}

/** A file that is put, and the bytes that it is to point at. */
export interface NewTreeFile extends Content {
  readonly path: string;
  readonly sha256: string;
  /** False where the name came from `findContent`, so that it may have gone meanwhile. */
  readonly isNew: boolean;
  /** Name of bytes of the same hash that turned out to be damaged: every file points at the new ones from now on. */
  readonly insteadOf?: string | undefined;
}

/**
 * Which file lies at which path, and which bytes files point at. The bytes themselves are elsewhere: what a method says is released
 * nobody points at any more, nor ever will.
 *
 * Files of one hash share their bytes. A content is recorded as long as a file points at it, and goes with the last of them, in
 * the same transaction.
 */
export interface TreeFileStore {
  find(path: string): Promise<KeptFile | undefined>;
  findContent(sha256: string): Promise<Content | undefined>;
  /**
   * Puts a file, in place of the one that is there.
   *
   * @returns Undefined when the bytes are not new and have gone: put them again as new ones.
   * @throws ARTIFACT_PATH_TAKEN where a folder lies there, or a file in place of a folder above
   */
  put(
    file: NewTreeFile,
  ): Promise<{ readonly file: KeptFile; readonly released: readonly string[] } | undefined>;
  /** What lies in a folder, `''` for the top one, by the bytes of the paths; folders as if `/` stood behind them. */
  list(folder: string, page: PageRequest): Promise<Page<TreeEntry>>;
  /** Every file below a folder, `''` for the top one, however deep it lies, by the bytes of the paths. */
  walk(folder: string, page: PageRequest): Promise<Page<KeptFile>>;
  /** Takes a file, or all files below a folder, away, and says which they were, by path. */
  remove(
    path: string,
  ): Promise<{ readonly files: readonly RemovedFile[]; readonly released: readonly Content[] }>;
  /** What files and folders, none inside another, take. */
  weigh(paths: readonly string[]): Promise<TreeWeight>;
  /**
   * Puts the file, or all files below the folder, at another path too; no bytes are copied.
   *
   * @returns How many. @throws ARTIFACT_PATH_TAKEN where anything lies there
   */
  copy(from: string, to: string): Promise<number>;
  /** Those of the names that a content has which is recorded. */
  recorded(contentNames: readonly string[]): Promise<readonly string[]>;
}
