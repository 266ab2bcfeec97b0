import { stat } from 'node:fs/promises';
import { resolve } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { writeFileAtomic } from '../kit/index.ts';
import { notWritable } from './write-answers.ts';

/**
 * Refuses a path at which there is something already.
 *
 * @throws FILE_NOT_WRITABLE
 */
export async function assertAbsent(path: string): Promise<void> {
  const isThere = await stat(path).then(
    () => true,
    () => false,
  );
  if (!isThere) return;
  throw new AppError('FILE_NOT_WRITABLE', {
    message: `File "${path}" must be a new file, got one that is there already.`,
    hint: 'Name another place: what was agreed on before is never overwritten.',
    details: { path, reason: 'exists' },
  });
}

/**
 * Writes JSON into a new file.
 *
 * @param indent Blanks per depth. Default 2; 0 for what only programs read.
 * @returns The absolute path.
 * @throws FILE_NOT_WRITABLE, DISK_FULL
 */
export async function writeJsonOnce(
  path: string,
  content: unknown,
  { indent = 2 }: { readonly indent?: number } = {},
): Promise<string> {
  await assertAbsent(path);
  try {
    await writeFileAtomic(path, `${JSON.stringify(content, null, indent)}\n`);
  } catch (thrown) {
    throw notWritable(thrown, path);
  }
  return resolve(path);
}
