import { type FileHandle, open, readdir, stat } from 'node:fs/promises';
import { basename, dirname, resolve } from 'node:path';
import { AppError, didYouMean } from '@kaizenml/contracts';
import { errnoOf } from '../kit/index.ts';

/** Bytes from the start of a file on which its format is decided. */
export const HEAD_BYTES = 65_536;

/** A file that exists, can be opened and has content. */
export interface SourceFile {
  readonly path: string;
  /** Name without its folder. */
  readonly name: string;
  readonly sizeBytes: number;
  /** Up to `HEAD_BYTES` from the start. */
  readonly head: Uint8Array;
}

/** Up to this many bytes from the start of a file. */
export async function readStart(path: string, sizeBytes: number): Promise<Uint8Array> {
  const file = await open(path, 'r');
  try {
    const { buffer, bytesRead } = await file.read(new Uint8Array(sizeBytes), 0, sizeBytes, 0);
    return buffer.subarray(0, bytesRead);
  } finally {
    await file.close();
  }
}

/**
 * Looks at a file before it is read as a table.
 *
 * @throws FILE_NOT_FOUND with the closest names, FILE_NOT_READABLE, TABLE_EMPTY
 */
export async function openSource(path: string): Promise<SourceFile> {
  const file = await openFile(path);
  try {
    const found = await file.stat();
    if (found.isDirectory()) throw isFolder(path);
    if (!found.isFile()) throw notReadable(path, 'something that is not a file');
    const { buffer, bytesRead } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
    if (bytesRead === 0) throw isEmpty(path);
    const head = buffer.subarray(0, bytesRead);
    return { path, name: basename(path), sizeBytes: found.size, head };
  } catch (thrown) {
    throw await toReadError(thrown, path);
  } finally {
    await file.close();
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) throw isFolder(path);
    if (!found.isFile()) throw notReadable(path, 'something that is not a file');
    return await open(path, 'r');
  } catch (thrown) {
    throw await toReadError(thrown, path);
  }
}

/** What a failed look at a file means; what is an AppError already stays as it is. */
export async function toReadError(thrown: unknown, path: string): Promise<unknown> {
  const errno = errnoOf(thrown);
  if (thrown instanceof AppError || errno === undefined) return thrown;
  if (errno === 'ENOENT' || errno === 'ENOTDIR') return await notFound(path, thrown);
  if (errno === 'EISDIR') return isFolder(path);
  return notReadable(path, errno, thrown);
}

async function notFound(path: string, cause: unknown): Promise<AppError> {
  const folder = dirname(resolve(path));
  const names = await readdir(folder).catch(() => undefined);
  const isFolderMissing = names === undefined;
  return new AppError('FILE_NOT_FOUND', {
    message: isFolderMissing
      ? `File "${path}" must exist, got a path whose folder does not exist.`
      : `File "${path}" must exist, got no file of this name in "${folder}".`,
    hint:
      didYouMean(basename(path), names ?? []) ?? 'Check the path; it starts at the working folder.',
    details: { path, folder },
    cause,
  });
}

function isFolder(path: string): AppError {
  return new AppError('FILE_NOT_READABLE', {
    message: `"${path}" must be a file, got a folder.`,
    hint: 'Name one file inside it.',
    details: { path, reason: 'a folder' },
  });
}

function notReadable(path: string, reason: string, cause?: unknown): AppError {
  const isForbidden = reason === 'EACCES' || reason === 'EPERM';
  return new AppError('FILE_NOT_READABLE', {
    message: `File "${path}" must be readable, got ${isForbidden ? `"permission denied" (${reason})` : reason}.`,
    hint: isForbidden
      ? 'Give yourself the right to read it, for example with `chmod u+r`.'
      : 'Copy it to an ordinary file and read that one.',
    details: { path, reason },
    cause,
  });
}

function isEmpty(path: string): AppError {
  return new AppError('TABLE_EMPTY', {
    message: `File "${path}" must hold a header and rows, got 0 bytes.`,
    hint: 'Check that the export that wrote it has finished.',
    details: { path, nRows: 0 },
  });
}
