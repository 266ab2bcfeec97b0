import { DatabaseSync } from 'node:sqlite';
import { BUSY_TIMEOUT_MS, whileBusy } from './busy.ts';
import { toStoreError } from './sqlite-errors.ts';

/** What a connection is for. Sizes are mebibytes. */
export interface DatabaseUse {
  /** Pages that are kept in memory: those that one write or one search touches should fit. Default 2. */
  readonly cacheMib?: number;
  /**
   * Length of the log of writes after which this connection carries them over into the file. Longer is less work, since pages that
   * are written again and again are carried over once, and a longer wait when it is done. Default 4.
   */
  readonly logMib?: number;
}

const PAGES_PER_MIB = 256;

/**
 * Opens the file in WAL mode with `synchronous = full`: a transaction is acknowledged once its pages, and the record that ends it,
 * are flushed to the disk.
 *
 * @throws HOME_NOT_WRITABLE, HOME_BUSY, HOME_DAMAGED, DISK_FULL
 * @source https://www.sqlite.org/pragma.html#pragma_synchronous
 */
export async function openDatabase(
  path: string,
  { cacheMib = 2, logMib = 4 }: DatabaseUse = {},
): Promise<DatabaseSync> {
  let database: DatabaseSync | undefined;
  try {
    const opened = new DatabaseSync(path, {
      timeout: BUSY_TIMEOUT_MS,
      enableForeignKeyConstraints: true,
    });
    database = opened;
    await whileBusy(() => opened.exec('pragma journal_mode = wal'));
    opened.exec('pragma synchronous = full');
    opened.exec(`pragma cache_size = -${cacheMib * 1024}`);
    opened.exec(`pragma wal_autocheckpoint = ${logMib * PAGES_PER_MIB}`);
    return opened;
  } catch (thrown) {
    database?.close();
    throw toStoreError(thrown, path);
  }
}
