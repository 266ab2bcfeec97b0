import { access, constants, stat } from 'node:fs/promises';
import { dirname, resolve } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { notWritable } from '../datasets/index.ts';
import { writeFileAtomic } from '../kit/index.ts';

/**
 * Writes the text of a schema into a new file.
 *
 * @returns The absolute path.
 * @throws FILE_NOT_WRITABLE when there is a file already, or none may be; DISK_FULL
 */
export async function writeNewFile(path: string, text: string): Promise<string> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (isThere) {
    throw new AppError('FILE_NOT_WRITABLE', {
      message: `File "${path}" must be a new file, got one that is there already.`,
      hint: 'Name another one: a schema that people edited is never overwritten.',
      details: { path, reason: 'exists' },
    });
  }
  await replaceFile(path, text);
  return resolve(path);
}

/** Writes the text of a schema in place of what is there. @throws FILE_NOT_WRITABLE, DISK_FULL */
export async function replaceFile(path: string, text: string): Promise<void> {
  try {
    await access(dirname(resolve(path)), constants.W_OK);
    await writeFileAtomic(path, text);
  } catch (thrown) {
    throw notWritable(thrown, path);
  }
}
