import { readFile, stat } from 'node:fs/promises';
import { AppError } from '@kaizenml/contracts';
import { toReadError } from '../datasets/index.ts';

/** Bytes of a model file that are read at most: 1 GiB. */
const MOST_BYTES = 2 ** 30;

/**
 * The content of a model file.
 *
 * @throws FILE_NOT_FOUND with the closest names, FILE_NOT_READABLE also beyond 1 GiB
 */
export async function readModelFile(path: string): Promise<Uint8Array> {
  try {
    const found = await stat(path);
    if (!found.isFile()) throw refused(path, found.isDirectory() ? 'a folder' : 'no ordinary file');
    if (found.size > MOST_BYTES) throw refused(path, `${found.size} bytes`);
    return await readFile(path);
  } catch (thrown) {
    throw await toReadError(thrown, path);
  }
}

function refused(path: string, received: string): AppError {
  return new AppError('FILE_NOT_READABLE', {
    message: `"${path}" must be a model file of at most ${MOST_BYTES} bytes, got ${received}.`,
    hint: "Name the file that the library's `save_model` wrote.",
    details: { path, received },
  });
}
