import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type Row } from '@kaizenml/contracts';
import { readParquetRows } from '../../datasets/index.ts';
import { toWriteError, withTempFolder } from '../../kit/index.ts';
import { requestProblem } from '../../serving/request/index.ts';
import type { InTurn } from './turns.ts';

/** Memory in which the file of one request is unpacked, MB. */
const MEMORY_MB = 256;

/** What a body of Parquet may be, and where it lies while it is read. */
export interface ParquetBodyOptions {
  /** Folder of the home; the bytes lie below its `tmp/` while they are read, which the reader asks for. */
  readonly home: string;
  readonly maxRows: number;
  readonly maxColumns: number;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
  /** Few files are unpacked at once: each may take its memory. */
  readonly inTurn: InTurn;
}

/**
 * The rows of a body of Parquet.
 *
 * @throws REQUEST_INVALID for bytes that are no whole Parquet file of plain columns, BODY_TOO_LARGE, DISK_FULL
 */
export async function parquetBody(
  body: Uint8Array,
  { home, inTurn, ...bounds }: ParquetBodyOptions,
): Promise<readonly Row[]> {
  return await withTempFolder(home, 'rows', async (folder) => {
    const path = join(folder, 'rows.parquet');
    await writeFile(path, body, { mode: 0o600 }).catch((thrown: unknown) => {
      throw toWriteError(thrown, path);
    });
    const options = { ...bounds, file: 'body', tempPath: folder, memoryMb: MEMORY_MB };
    return await inTurn(() => readParquetRows(path, options)).catch((thrown: unknown) => {
      throw asRequestProblem(thrown);
    });
  });
}

/** A file that is no table is, of a request, a request that is not valid. */
function asRequestProblem(thrown: unknown): unknown {
  if (!(thrown instanceof AppError)) return thrown;
  if (thrown.code !== 'FILE_NOT_A_TABLE' && thrown.code !== 'COLUMN_DUPLICATE') return thrown;
  return requestProblem(
    { path: '(body)', problem: `cannot be read: ${thrown.message.replace(/\.$/, '')}` },
    { subject: 'body of Parquet', hint: thrown.hint ?? 'Write the file again.' },
  );
}
