import { createHash } from 'node:crypto';
import { open, rm } from 'node:fs/promises';
import type { Readable } from 'node:stream';
import { AppError } from '@kaizenml/contracts';
import { errnoOf, toWriteError } from '../../kit/index.ts';
import type { ReceivedFile } from './store.ts';

/** Where bytes go, and how many may come. */
export interface ReceiveOptions {
  /** Path of the file that is made; it is removed when anything fails. */
  readonly path: string;
  readonly limitBytes: number;
}

const BROKEN_OFF = new Set(['ERR_STREAM_PREMATURE_CLOSE', 'ECONNRESET']);

/**
 * Writes bytes to a file as they come, and hashes them on the way; the disk has all of them at the end.
 *
 * A stream that brings too much is left as it is, so that whoever sends can still be told.
 *
 * @throws BODY_TOO_LARGE, REQUEST_INVALID when it breaks off, DISK_FULL, HOME_NOT_WRITABLE, and what `source` fails with
 * @cost One pass; memory does not grow with the size.
 */
export async function receiveFile(
  source: Readable,
  { path, limitBytes }: ReceiveOptions,
): Promise<ReceivedFile> {
  const hash = createHash('sha256');
  let sizeBytes = 0;
  try {
    const file = await open(path, 'wx', 0o600);
    try {
      for await (const chunk of source.iterator({ destroyOnReturn: false })) {
        const bytes = chunk as Buffer;
        sizeBytes += bytes.length;
        if (sizeBytes > limitBytes) throw fileTooLarge(limitBytes);
        hash.update(bytes);
        await file.writeFile(bytes);
      }
      await file.sync();
    } finally {
      await file.close();
    }
  } catch (thrown) {
    await rm(path, { force: true });
    if (BROKEN_OFF.has(errnoOf(thrown) ?? '')) throw brokenOff(thrown);
    throw toWriteError(thrown, path);
  }
  return { path, sha256: hash.digest('hex'), sizeBytes };
}

/** The refusal of a file above the limit. */
export function fileTooLarge(limitBytes: number): AppError {
  return new AppError('BODY_TOO_LARGE', {
    message: `A file that is sent must have at most ${limitBytes} bytes, got more.`,
    hint: 'Send it in several files, or start the server with a higher `--artifact-gb`.',
    details: { limitBytes, isFile: true },
  });
}

function brokenOff(cause: unknown): AppError {
  return new AppError('REQUEST_INVALID', {
    message: 'A file must arrive whole, got a part of it.',
    hint: 'Send it again.',
    cause,
  });
}
