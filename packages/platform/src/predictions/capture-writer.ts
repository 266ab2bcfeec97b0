import { join } from 'node:path';
import type { Log } from '../kit/index.ts';
import { CaptureFile } from './capture-file.ts';

const FLUSH_EVERY_MS = 1000;
/** Size from which on a file is closed and another one begun. */
export const ROLL_OVER_BYTES = 64 * 1024 * 1024;
const MAX_OPEN_FILES = 64;

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/** What a writer stands on. */
export interface CaptureWriterOptions {
  /** Gives a name that no process has used before. */
  readonly newFileName: () => string;
  /** Whether files of a folder are done with, once they rest. Default: none. */
  readonly isPast?: (folder: string) => boolean;
  /** Default 64 MB. */
  readonly rollOverBytes?: number | undefined;
  readonly log?: Log | undefined;
}

/**
 * Appends lines to one file per folder, and begins another one when it is large. Lines that arrive in one turn of the event loop become one write; the
 * disk is asked to keep what was written at most once a second.
 */
export class CaptureWriter {
  readonly #newFileName: () => string;
  readonly #isPast: (folder: string) => boolean;
  readonly #rollOverBytes: number;
  readonly #log: Log | undefined;
  readonly #files = new Map<string, CaptureFile>();
  /** Folders that were written to since the last flush. */
  readonly #busy = new Set<string>();
  /** Files that others have replaced, open until the next flush. */
  readonly #replaced: CaptureFile[] = [];
  readonly #waiting = new Map<string, Waiting[]>();
  #turn: NodeJS.Immediate | undefined;
  #flushTimer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | undefined;

  constructor({
    newFileName,
    isPast = () => false,
    rollOverBytes = ROLL_OVER_BYTES,
    log,
  }: CaptureWriterOptions) {
    this.#newFileName = newFileName;
    this.#isPast = isPast;
    this.#rollOverBytes = rollOverBytes;
    this.#log = log;
  }

  /** Resolves when the operating system has the line. @throws DISK_FULL, HOME_NOT_WRITABLE */
  append(folder: string, line: string): Promise<void> {
    return new Promise((resolve, reject) => {
      const lines = this.#waiting.get(folder);
      if (lines === undefined) this.#waiting.set(folder, [{ line, resolve, reject }]);
      else lines.push({ line, resolve, reject });
      this.#turn ??= setImmediate(() => this.#write());
    });
  }

  /** Writes what waits, flushes and closes every file. */
  async close(): Promise<void> {
    clearTimeout(this.#flushTimer);
    this.#write();
    clearTimeout(this.#flushTimer);
    await this.#flushing;
    await this.#closeReplaced();
    const files = [...this.#files.values()];
    this.#files.clear();
    for (const file of files) await file.close();
  }

  #write(): void {
    clearImmediate(this.#turn);
    this.#turn = undefined;
    for (const [folder, lines] of this.#waiting) {
      this.#waiting.delete(folder);
      try {
        this.#fileIn(folder).append(lines.map(({ line }) => line).join(''));
        for (const { resolve } of lines) resolve();
      } catch (thrown) {
        for (const { reject } of lines) reject(thrown);
      }
    }
    this.#flushTimer ??= setTimeout(() => {
      this.#flushing = this.#flush();
    }, FLUSH_EVERY_MS).unref();
  }

  #fileIn(folder: string): CaptureFile {
    const known = this.#files.get(folder);
    const goesOn = known?.isUsable && known.sizeBytes < this.#rollOverBytes;
    const file = goesOn ? known : new CaptureFile(join(folder, this.#newFileName()));
    this.#busy.add(folder);
    if (known !== undefined && known !== file) this.#replaced.push(known);
    this.#files.delete(folder);
    this.#files.set(folder, file);
    return file;
  }

  async #flush(): Promise<void> {
    try {
      await this.#closeReplaced();
      const resting = [...this.#files].filter(([folder]) => !this.#busy.has(folder));
      this.#busy.clear();
      for (const file of [...this.#files.values()]) await file.flush();
      const surplus = [...this.#files].slice(0, Math.max(0, this.#files.size - MAX_OPEN_FILES));
      const past = resting.filter(([folder]) => !this.#busy.has(folder) && this.#isPast(folder));
      for (const [folder, file] of new Map([...surplus, ...past])) {
        if (this.#files.get(folder) !== file) continue;
        this.#files.delete(folder);
        await file.close();
      }
    } catch (thrown) {
      this.#log?.error('logged predictions could not be flushed', { thrown });
    } finally {
      this.#flushTimer = undefined;
    }
  }

  async #closeReplaced(): Promise<void> {
    for (const file of this.#replaced.splice(0)) {
      try {
        await file.close();
      } catch (thrown) {
        this.#log?.error('a replaced file of logged predictions could not be flushed', { thrown });
      }
    }
  }
}
