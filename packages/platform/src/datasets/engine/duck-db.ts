import { tmpdir } from 'node:os';
import type { DuckDBConnection } from '@duckdb/node-api';

export type { DuckDBConnection } from '@duckdb/node-api';

export interface DuckDbOptions {
  readonly signal?: AbortSignal | undefined;
  /** Folder for what does not fit in memory. Default: the system's folder for temporary files. */
  readonly tempPath?: string | undefined;
}

/**
 * Runs work on a fresh in-memory DuckDB and closes it after; the library is loaded at the first call.
 *
 * Two threads, row order kept, no extension fetched from anywhere. An abort interrupts the query.
 */
export async function withDuckDb<T>(
  work: (connection: DuckDBConnection) => Promise<T>,
  { signal, tempPath = tmpdir() }: DuckDbOptions = {},
): Promise<T> {
  signal?.throwIfAborted();
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(':memory:', {
    threads: '2',
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    temp_directory: `${tempPath}/duckdb-${process.pid}`,
  });
  const connection = await instance.connect();
  const interrupt = () => connection.interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    return await work(connection);
  } catch (thrown) {
    signal?.throwIfAborted();
    throw thrown;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    connection.closeSync();
    instance.closeSync();
  }
}

/** Text as an SQL literal. */
export function sqlText(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/** A name as an SQL identifier. */
export function sqlName(name: string): string {
  return `"${name.replaceAll('"', '""')}"`;
}

/** All rows of a small result; bigints as they come. */
export async function queryRows(connection: DuckDBConnection, sql: string): Promise<unknown[][]> {
  const reader = await connection.runAndReadAll(sql);
  return reader.getRowsJS() as unknown[][];
}
