import type { Readable } from 'node:stream';

/** A file that lies below the home as a whole: the disk has its bytes, and they have been hashed. */
export interface ReceivedFile {
  readonly path: string;
  /** 64 lower-case hexadecimal digits. */
  readonly sha256: string;
  readonly sizeBytes: number;
}

/** Bytes of a content from `start` to before `end`. */
export interface ByteRange {
  readonly start: number;
  readonly end: number;
}

/** What is there, whether anybody knows of it or not. */
export interface StoredContent {
  readonly name: string;
  readonly sizeBytes: number;
  /** Milliseconds since 1970. */
  readonly writtenAtMs: number;
}

/**
 * Bytes of the files that clients send, which may be large and are deleted again: on the disk of the home, or in a bucket.
 *
 * A content is called by its SHA-256 and, behind a dot, an id that no other one ever has. So what is removed is never what somebody
 * begins to rely on at the same moment: the same bytes that come again have another name.
 */
export interface ContentStore {
  /**
   * Takes over a finished file, which is gone from its place after. The name is given once the bytes survive a power loss.
   *
   * @throws DISK_FULL, HOME_NOT_WRITABLE, ARTIFACTS_UNREACHABLE
   */
  adopt(file: ReceivedFile): Promise<string>;
  /** Bytes of a content; undefined when it is not there. @throws ARTIFACTS_UNREACHABLE */
  sizeOf(name: string): Promise<number | undefined>;
  /**
   * The bytes as they come, held against the hash in the name: the last of them are given only when all of them are right. A range
   * is held against the size alone.
   *
   * @param of.sizeBytes What the content must have.
   * @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED, ARTIFACTS_UNREACHABLE; the stream fails with the latter two
   */
  read(
    name: string,
    of: { readonly sizeBytes: number; readonly range?: ByteRange | undefined },
  ): Promise<Readable>;
  /** Removes what is there of them. @throws ARTIFACTS_UNREACHABLE */
  remove(names: readonly string[]): Promise<void>;
  /** Every content, in no order that counts. @throws ARTIFACTS_UNREACHABLE */
  list(): AsyncIterable<StoredContent>;
}
