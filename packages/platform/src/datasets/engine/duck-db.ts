import { tmpdir } from 'node:os';
import type { DuckDBConnection } from '@duckdb/node-api';

export type { DuckDBConnection, DuckDBDataChunk } from '@duckdb/node-api';

export interface DuckDbOptions {
  readonly signal?: AbortSignal | undefined;
  /** Folder for what does not fit in memory. Default: the system's folder for temporary files. */
  readonly tempPath?: string | undefined;
  /** File for tables, which is new. Default: they are kept in memory. */
  readonly databasePath?: string | undefined;
  /** Memory from which on the rest goes to the disk, in MB. Default: most of the machine's. */
  readonly memoryMb?: number | undefined;
  /** Threads that work on a query. Default 2. */
  readonly threads?: number;
}

/** A database of its own; `close` ends it. */
export interface OpenDuckDb {
  readonly connection: DuckDBConnection;
  close(): void;
}

/**
 * Opens a fresh DuckDB; the library is loaded at the first call.
 *
 * Row order kept, no extension fetched from anywhere.
 */
export async function openDuckDb({
  tempPath = tmpdir(),
  databasePath = ':memory:',
  memoryMb,
  threads = 2,
}: Omit<DuckDbOptions, 'signal'> = {}): Promise<OpenDuckDb> {
  const { DuckDBInstance } = await import('@duckdb/node-api');
  const instance = await DuckDBInstance.create(databasePath, {
    threads: `${threads}`,
    preserve_insertion_order: 'true',
    autoinstall_known_extensions: 'false',
    autoload_known_extensions: 'false',
    temp_directory: `${tempPath}/duckdb-${process.pid}`,
    ...(memoryMb === undefined ? {} : { memory_limit: `${memoryMb}MB` }),
  });
  const connection = await instance.connect();
  return {
    connection,
    close() {
      connection.closeSync();
      instance.closeSync();
    },
  };
}

/** Runs work on a fresh DuckDB (`openDuckDb`) and closes it after. An abort interrupts the query. */
export async function withDuckDb<T>(
  work: (connection: DuckDBConnection) => Promise<T>,
  { signal, ...options }: DuckDbOptions = {},
): Promise<T> {
  signal?.throwIfAborted();
  const { connection, close } = await openDuckDb(options);
  const interrupt = () => connection.interrupt();
  signal?.addEventListener('abort', interrupt, { once: true });
  try {
    return await work(connection);
  } catch (thrown) {
    signal?.throwIfAborted();
    throw thrown;
  } finally {
    signal?.removeEventListener('abort', interrupt);
    close();
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
