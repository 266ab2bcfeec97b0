import {
  closeSync,
  fsyncSync,
  ftruncateSync,
  mkdirSync,
  openSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { dirname } from 'node:path';
import { toWriteError } from '../kit/index.ts';
import type { Letter } from './letter.ts';
import type { SpillHead } from './spilled.ts';

/** Letters of one run that could not be sent, in a file of their own. */
export interface SpillFile {
  readonly path: string;
  /** Letters in it. */
  readonly nLetters: number;
  /**
   * Adds letters; when it returns the disk has all of them, when it throws the file is as before. It does not wait for other work of
   * the process, so that one that ends can use it.
   *
   * @throws DISK_FULL, HOME_NOT_WRITABLE
   */
  add(letters: readonly Letter[]): void;
  /** Takes the file away. */
  remove(): void;
}

/** @param path Of a file that is not there yet. Its first line says what the letters belong to. */
export function openSpillFile(path: string, head: SpillHead): SpillFile {
  let sizeBytes = 0;
  let nLetters = 0;
  return {
    path,
    get nLetters() {
      return nLetters;
    },
    add(letters) {
      const lines = [...(sizeBytes === 0 ? [head] : []), ...letters];
      const bytes = Buffer.from(lines.map((line) => `${JSON.stringify(line)}\n`).join(''));
      try {
        mkdirSync(dirname(path), { recursive: true });
        const file = openSync(path, 'a', 0o600);
        try {
          ftruncateSync(file, sizeBytes);
          writeFileSync(file, bytes);
          fsyncSync(file);
        } finally {
          closeSync(file);
        }
      } catch (thrown) {
        throw toWriteError(thrown, path);
      }
      sizeBytes += bytes.length;
      nLetters += letters.length;
    },
    remove() {
      rmSync(path, { force: true });
      sizeBytes = 0;
      nLetters = 0;
    },
  };
}
