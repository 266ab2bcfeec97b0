import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { createWriteStream } from 'node:fs';
import { access, constants, rm } from 'node:fs/promises';
import { dirname, extname, join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { AppError } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import { errnoOf, renameDurable, syncFile, tempOwner, toWriteError } from '../kit/index.ts';
import { csvText } from './csv/write-csv.ts';
import { writeParquet } from './write-parquet.ts';

/**
 * Writes a table where answers are wanted: Parquet when the path ends in `.parquet` or `.pq`, CSV otherwise, CSV into
 * a stream.
 *
 * A file appears whole or not at all; a file that was there before stays until then.
 *
 * @throws DISK_FULL, FILE_NOT_WRITABLE
 */
export async function writeAnswers(
  target: string | NodeJS.WritableStream,
  table: Table,
): Promise<void> {
  if (typeof target !== 'string') return await writeStream(target, table);
  const ending = extname(target).toLowerCase();
  const isParquet = ending === '.parquet' || ending === '.pq';
  const temp = join(dirname(target), `.${tempOwner()}-${randomBytes(6).toString('hex')}${ending}`);
  try {
    await access(dirname(target), constants.W_OK);
    if (isParquet) await writeParquet(temp, table);
    else await pipeline(Readable.from(csvText(table)), createWriteStream(temp, { flags: 'wx' }));
    await syncFile(temp);
    await renameDurable(temp, target);
  } catch (thrown) {
    await rm(temp, { force: true });
    throw notWritable(thrown, target);
  }
}

/** What a failed write to a path of the user means. */
export function notWritable(thrown: unknown, path: string): unknown {
  if (thrown instanceof AppError) return thrown;
  const errno = errnoOf(thrown);
  if (errno === undefined || errno === 'ENOSPC' || errno === 'EDQUOT')
    return toWriteError(thrown, path);
  const reason = errno === 'ENOENT' ? `no folder "${dirname(path)}"` : (REASONS[errno] ?? errno);
  return new AppError('FILE_NOT_WRITABLE', {
    message: `File "${path}" must be writable, got ${reason}.`,
    hint: errno === 'ENOENT' ? 'Make the folder, or name another file.' : 'Name another file.',
    details: { path, reason },
    cause: thrown,
  });
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: '"permission denied" (EACCES)',
  EPERM: '"permission denied" (EPERM)',
  EISDIR: 'a folder',
  EROFS: 'a disk that is read only',
  ENOTDIR: 'a path through a file',
};

/** A table as one CSV text. */
export function toCsv(table: Table): string {
  return [...csvText(table)].join('');
}

async function writeStream(stream: NodeJS.WritableStream, table: Table): Promise<void> {
  for (const piece of csvText(table)) if (!stream.write(piece)) await once(stream, 'drain');
}
