import type { ArtifactHash } from '@kaizenml/contracts';
import type { ChunkStore } from './chunks/store.ts';

/** The files of a folder artifact by relative path with `/`. */
export type ArtifactFiles = Readonly<Record<string, Uint8Array | string>>;

/** What an artifact takes on the disk. */
export interface ArtifactSize {
  readonly nFiles: number;
  readonly sizeBytes: number;
}

export interface StoredArtifact {
  readonly hash: ArtifactHash;
  readonly sizeBytes: number;
}

/**
 * Content-addressed bytes: a file by the SHA-256 of its content, a folder by the SHA-256 of a header and its sorted
 * `<sha256> <path>\n` lines. Writing is atomic (temp, fsync, rename); a reader never sees half of one.
 */
export interface ArtifactStore {
  /** Parts of large files. */
  readonly chunks: ChunkStore;
  /** @throws DISK_FULL, HOME_NOT_WRITABLE */
  putFile(bytes: Uint8Array | string): Promise<StoredArtifact>;
  /** Takes over a finished file by moving it. @throws FILE_NOT_FOUND, DISK_FULL, HOME_NOT_WRITABLE */
  adoptFile(path: string): Promise<StoredArtifact>;
  /** @throws ARGUMENT_INVALID for no file at all and for names that leave the folder or clash, DISK_FULL, HOME_NOT_WRITABLE */
  putFolder(files: ArtifactFiles): Promise<StoredArtifact>;
  /** Whether the artifact is there and its content still has the hash. */
  verify(hash: ArtifactHash): Promise<boolean>;
  /** Path of the file or folder. @throws ARTIFACT_NOT_FOUND */
  pathOf(hash: ArtifactHash): Promise<string>;
  /** What an artifact takes on the disk; undefined where it is not there. */
  sizeOf(hash: ArtifactHash): Promise<ArtifactSize | undefined>;
  /**
   * Takes an artifact out of its place, for good: nobody may hold it any more, nor begin to meanwhile.
   *
   * @returns Where it is now, until it is discarded or the home is opened after this process; undefined where it was not there.
   * @throws HOME_NOT_WRITABLE
   */
  setAside(hash: ArtifactHash): Promise<(ArtifactSize & { readonly path: string }) | undefined>;
  /** Removes what was set aside from the disk. @throws HOME_NOT_WRITABLE */
  discard(paths: readonly string[]): Promise<void>;
  /** Content of a file artifact, or of one file of a folder, checked against the hash. @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED */
  read(hash: ArtifactHash, file?: string): Promise<Uint8Array>;
}
