import { AppError } from '@kaizenml/contracts';
import { diskFull, homeNotWritable } from '../../kit/index.ts';

const PRIMARY_CODE = 0xff;

/**
 * What a failure of SQLite means for people; the thrown value as it is when it is our bug.
 *
 * @source https://www.sqlite.org/rescode.html
 */
export function toStoreError(thrown: unknown, path: string): unknown {
  switch (sqliteCode(thrown)) {
    case 13:
      return diskFull(path, thrown);
    case 3:
    case 8:
    case 14:
      return homeNotWritable(path, reasonOf(thrown), thrown);
    case 5:
    case 6:
      return new AppError('HOME_BUSY', {
        message: `"${path}" must be free within 10 s, got a lock of another process.`,
        hint: 'Try again; if it stays so, end the process that holds it.',
        details: { path, timeoutMs: 10_000 },
        cause: thrown,
      });
    case 11:
    case 26:
      return new AppError('HOME_DAMAGED', {
        message: `"${path}" must be a whole SQLite database, got "${reasonOf(thrown)}".`,
        hint: 'Restore it from a backup, or move it aside; the artifacts beside it stay usable.',
        details: { path, reason: reasonOf(thrown) },
        cause: thrown,
      });
    default:
      return thrown;
  }
}

/** Primary result code of a failure of SQLite; undefined for any other value. */
export function sqliteCode(thrown: unknown): number | undefined {
  const code = (thrown as { readonly errcode?: unknown } | undefined)?.errcode;
  return typeof code === 'number' ? code & PRIMARY_CODE : undefined;
}

function reasonOf(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
