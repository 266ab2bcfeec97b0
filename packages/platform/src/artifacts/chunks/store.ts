/** Bytes to be kept. */
export interface NewChunk {
  /** The content, and whatever lies behind it. */
  readonly bytes: Uint8Array;
  readonly sizeBytes: number;
  /** Whether `bytes` come from `alignedBytes` of the kit, and no one else writes there meanwhile. */
  readonly isAligned?: boolean;
  /** Hashes of chunks in a row in which most of it probably stands: the earlier version of it. */
  readonly like?: readonly string[] | undefined;
}

export interface StoredChunk {
  /** SHA-256 of the content. */
  readonly hash: string;
  /** False when it lay there already. */
  readonly isNew: boolean;
  /** What it took on the disk: its size, less when it is kept as a difference, 0 when it lay there. */
  readonly storedBytes: number;
}

/**
 * Parts of files by the SHA-256 of their content, each stored once. What reads like an earlier chunk is kept as the
 * difference. Writing is atomic (temp, fsync, rename).
 */
export interface ChunkStore {
  /** @throws DISK_FULL, HOME_NOT_WRITABLE */
  put(chunk: NewChunk): Promise<StoredChunk>;
  /** Content, checked against the hash. @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED */
  read(hash: string): Promise<Uint8Array>;
  /** Whether the chunk can be read, as far as names tell. */
  has(hash: string): Promise<boolean>;
  /** Path of a chunk that is kept as it is; undefined for a difference. */
  pathOf(hash: string): Promise<string | undefined>;
  /**
   * Removes the candidates that are not used, nor needed for one that is. Nobody may begin to rely on one meanwhile:
   * call it while the store is locked.
   *
   * @returns Bytes that became free.
   */
  sweep(which: {
    readonly isUsed: (hash: string) => boolean;
    readonly isCandidate: (hash: string, writtenAtMs: number) => boolean;
  }): Promise<number>;
}
