import { join } from 'node:path';
import type { Log } from '../kit/index.ts';
import { CaptureFile } from './capture-file.ts';

const FLUSH_EVERY_MS = 1000;
const MAX_OPEN_FILES = 64;

interface Waiting {
  readonly line: string;
  readonly resolve: () => void;
  readonly reject: (reason: unknown) => void;
}

/**
 * Appends lines to one file per folder. Lines that arrive in one turn of the event loop become one write; the
 * disk is asked to keep what was written at most once a second.
 */
export class CaptureWriter {
  readonly #newFileName: () => string;
  readonly #log: Log | undefined;
  readonly #files = new Map<string, CaptureFile>();
  /** Files that others have replaced, open until the next flush. */
  readonly #replaced: CaptureFile[] = [];
  readonly #waiting = new Map<string, Waiting[]>();
  #turn: NodeJS.Immediate | undefined;
  #flushTimer: NodeJS.Timeout | undefined;
  #flushing: Promise<void> | undefined;

  /** @param newFileName Gives a name that no process has used before. */
  constructor(newFileName: () => string, log?: Log) {
    this.#newFileName = newFileName;
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
    const file = known?.isUsable ? known : new CaptureFile(join(folder, this.#newFileName()));
    if (known !== undefined && known !== file) this.#replaced.push(known);
    this.#files.delete(folder);
    this.#files.set(folder, file);
    return file;
  }

  async #flush(): Promise<void> {
    try {
      await this.#closeReplaced();
      for (const file of [...this.#files.values()]) await file.flush();
      const surplus = [...this.#files].slice(0, Math.max(0, this.#files.size - MAX_OPEN_FILES));
      for (const [folder, file] of surplus) {
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
        this.#log?.error('an unusable file of logged predictions could not be flushed', { thrown });
      }
    }
  }
}
