import { closeSync, fdatasync, ftruncateSync, openSync, renameSync, writeSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { ensureFolder, errnoOf, syncFolder, toWriteError } from '../kit/index.ts';
import { closedName } from './file-name.ts';

/** Folders above a file that may be new with it: the labels of a day, the day, the endpoint, and all of them. */
const NEW_FOLDERS = 4;

/** An append-only file that only this process writes. */
export class CaptureFile {
  readonly #path: string;
  readonly #fd: number;
  #sizeBytes = 0;
  #flushedBytes = -1;
  #isUsable = true;

  /**
   * Creates the file and its folders.
   *
   * @throws DISK_FULL, HOME_NOT_WRITABLE
   */
  constructor(path: string) {
    this.#path = path;
    try {
      ensureFolder(dirname(path));
      this.#fd = openSync(path, 'ax', 0o600);
    } catch (thrown) {
      throw toWriteError(thrown, path);
    }
  }

  /** False when a failed write could not be taken back; what follows belongs into another file. */
  get isUsable(): boolean {
    return this.#isUsable;
  }

  /** Bytes that the operating system has. */
  get sizeBytes(): number {
    return this.#sizeBytes;
  }

  /** Hands all of the text to the operating system, or none of it. @throws DISK_FULL, HOME_NOT_WRITABLE */
  append(text: string): void {
    const bytes = Buffer.from(text);
    try {
      for (let written = 0; written < bytes.byteLength; )
        written += writeSync(this.#fd, bytes, written, bytes.byteLength - written);
    } catch (thrown) {
      this.#isUsable = false;
      ftruncateSync(this.#fd, this.#sizeBytes);
      this.#isUsable = true;
      throw toWriteError(thrown, this.#path);
    }
    this.#sizeBytes += bytes.byteLength;
  }

  /** Waits until the disk has everything; does nothing when it has. */
  async flush(): Promise<void> {
    const sizeBytes = this.#sizeBytes;
    if (this.#flushedBytes === sizeBytes) return;
    await new Promise<void>((resolve, reject) => {
      fdatasync(this.#fd, (thrown) =>
        thrown ? reject(toWriteError(thrown, this.#path)) : resolve(),
      );
    });
    if (this.#flushedBytes < 0) await syncParents(this.#path, NEW_FOLDERS);
    this.#flushedBytes = sizeBytes;
  }

  /** Flushes and closes; its name then says that nobody writes it. */
  async close(): Promise<void> {
    try {
      await this.flush();
    } finally {
      closeSync(this.#fd);
    }
    const name = closedName(basename(this.#path));
    if (name !== undefined) renameUnlessGone(this.#path, join(dirname(this.#path), name));
  }
}

/** The file of a day that was removed is gone. */
function renameUnlessGone(from: string, to: string): void {
  try {
    renameSync(from, to);
  } catch (thrown) {
    if (errnoOf(thrown) !== 'ENOENT') throw toWriteError(thrown, from);
  }
}

/** A day that is no longer kept may be removed while its file rests. */
async function syncFolderUnlessGone(folder: string): Promise<void> {
  try {
    await syncFolder(folder);
  } catch (thrown) {
    if (errnoOf(thrown) !== 'ENOENT') throw thrown;
  }
}

async function syncParents(path: string, depth: number): Promise<void> {
  let folder = path;
  for (let i = 0; i < depth; i++) {
    folder = dirname(folder);
    await syncFolderUnlessGone(folder);
  }
}
