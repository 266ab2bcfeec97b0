import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { type Baseline, packBaseline, unpackBaseline } from '@kaizenml/ml/windows';
import { notWritable, toReadError } from '../../datasets/index.ts';
import { writeFileAtomic } from '../../kit/index.ts';

/** Whether a path is that of a stored reference, by its ending; any other is a data file. */
export function isBaselinePath(path: string): boolean {
  return path.endsWith('.baseline') || basename(path) === 'baseline.bin';
}

/** Writes a reference whole, or not at all. @returns Its bytes. @throws FILE_NOT_WRITABLE, DISK_FULL */
export async function writeBaseline(path: string, baseline: Baseline): Promise<number> {
  const bytes = packBaseline(baseline);
  try {
    await writeFileAtomic(path, bytes);
  } catch (thrown) {
    throw notWritable(thrown, path);
  }
  return bytes.length;
}

/** Reads a stored reference. @throws FILE_NOT_FOUND; FILE_NOT_READABLE also where the bytes are none of a reference. */
export async function readBaseline(path: string): Promise<Baseline> {
  let bytes: Uint8Array;
  try {
    bytes = await readFile(path);
  } catch (thrown) {
    throw await toReadError(thrown, path);
  }
  try {
    return unpackBaseline(bytes);
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    throw new AppError('FILE_NOT_READABLE', {
      message: `Reference "${path}" must be as it was written, got bytes that say something else.`,
      hint: `Make it again: \`kaizen monitors reference FILE --out ${path}\`.`,
      details: { path, reason: thrown.message },
      cause: thrown,
    });
  }
}
