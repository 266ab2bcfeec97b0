import { randomBytes } from 'node:crypto';
import { access, constants, rm, stat } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { diskFull, renameDurable, syncFile, tempOwner } from '../../kit/index.ts';

/**
 * Lets work write a file under another name beside it, and gives it its name once it is whole.
 *
 * @returns its size in bytes
 * @throws DISK_FULL, FILE_NOT_WRITABLE, and what the work throws
 */
export async function writeWholeFile(
  path: string,
  work: (tempPath: string) => Promise<void>,
): Promise<number> {
  const temp = `.${tempOwner()}-${randomBytes(6).toString('hex')}${extname(path)}`;
  const tempPath = join(dirname(path), temp);
  try {
    await access(dirname(path), constants.W_OK);
    await work(tempPath);
    await syncFile(tempPath);
    await renameDurable(tempPath, path);
    return (await stat(path)).size;
  } catch (thrown) {
    await rm(tempPath, { force: true });
    if (thrown instanceof Error && /no space left|disk quota/i.test(thrown.message))
      throw diskFull(path, thrown);
    const { notWritable } = await import('../../datasets/index.ts');
    throw notWritable(thrown, path);
  }
}
