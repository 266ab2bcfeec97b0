import { AppError } from '@kaizenml/contracts';

const FULL = new Set(['ENOSPC', 'EDQUOT']);
const FORBIDDEN = new Set(['EACCES', 'EPERM', 'EROFS']);

/** The `code` of a system error such as `ENOENT`; undefined for any other value. */
export function errnoOf(thrown: unknown): string | undefined {
  if (thrown instanceof AppError) return undefined;
  const code = (thrown as NodeJS.ErrnoException | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** The failure that says that nothing more fits on the disk of `path`. */
export function diskFull(path: string, cause?: unknown): AppError {
  return new AppError('DISK_FULL', {
    message: `"${path}" could not be written because its disk is full.`,
    hint: 'Free some space and run the same command again; nothing half-written was left behind.',
    details: { path },
    cause,
  });
}

/** The failure that says that `path` may not be written. */
export function homeNotWritable(path: string, reason: string, cause?: unknown): AppError {
  return new AppError('HOME_NOT_WRITABLE', {
    message: `"${path}" must be writable, got ${reason}.`,
    hint: 'Give its owner the right to write, or name another folder with `--home`.',
    details: { path, reason },
    cause,
  });
}

/**
 * What a failed write of `path` means: DISK_FULL, HOME_NOT_WRITABLE, or the thrown value as it is when it
 * is neither.
 */
export function toWriteError(thrown: unknown, path: string): unknown {
  const errno = errnoOf(thrown);
  if (errno !== undefined && FULL.has(errno)) return diskFull(path, thrown);
  if (errno !== undefined && FORBIDDEN.has(errno)) return homeNotWritable(path, errno, thrown);
  return thrown;
}
