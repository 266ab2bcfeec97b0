import { createReadStream, createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { toWriteError } from '../../kit/index.ts';
import { declaredDelimiter } from '../csv/declared-delimiter.ts';
import type { ReadContext } from './read-context.ts';
import type { TextFile } from './text-file.ts';

const MARK = Buffer.from('\ufeff');

/**
 * The file with an empty first line in place of `sep=;`, so that lines keep their numbers; others as they are.
 *
 * @throws DISK_FULL, HOME_NOT_WRITABLE
 */
export async function withoutDeclaration(
  file: TextFile,
  { workPath, signal }: ReadContext,
): Promise<TextFile> {
  const declared = declaredDelimiter(file.head);
  if (declared === undefined) return file;
  const path = join(workPath, 'undeclared.csv');
  const source = createReadStream(file.path, { highWaterMark: 1 << 20 });
  const cut = async function* (chunks: AsyncIterable<Buffer>) {
    let isFirst = true;
    for await (const chunk of chunks) {
      const nMark = isFirst && chunk.subarray(0, 3).equals(MARK) ? 3 : 0;
      yield isFirst ? chunk.subarray(nMark + declared.length) : chunk;
      isFirst = false;
    }
  };
  await pipeline(source, cut, createWriteStream(path), { ...(signal && { signal }) }).catch(
    (thrown: unknown) => {
      throw toWriteError(thrown, path);
    },
  );
  return { ...file, path, head: file.head.slice(declared.length) };
}
