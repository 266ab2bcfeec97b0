import { DatabaseSync } from 'node:sqlite';
import { BUSY_TIMEOUT_MS, whileBusy } from './busy.ts';
import { toStoreError } from './sqlite-errors.ts';

/**
 * Opens the file in WAL mode; what is acknowledged is flushed.
 *
 * @throws HOME_NOT_WRITABLE, HOME_BUSY, HOME_DAMAGED, DISK_FULL
 */
export async function openDatabase(path: string): Promise<DatabaseSync> {
  let database: DatabaseSync | undefined;
  try {
    const opened = new DatabaseSync(path, {
      timeout: BUSY_TIMEOUT_MS,
      enableForeignKeyConstraints: true,
    });
    database = opened;
    await whileBusy(() => opened.exec('pragma journal_mode = wal'));
    opened.exec('pragma synchronous = full');
    return opened;
  } catch (thrown) {
    database?.close();
    throw toStoreError(thrown, path);
  }
}
