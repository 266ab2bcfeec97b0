import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import { pathToFileURL } from 'node:url';
import { medianTimeMs } from '../median-time.ts';
import type { StoreSurvey } from '../survey.ts';
import { BUSY_TIMEOUT_MS } from './busy.ts';
import { toStoreError } from './sqlite-errors.ts';

/** Counts what is in the file without changing its folder; see `surveyStore`. */
export async function surveySqlite(path: string): Promise<StoreSurvey> {
  try {
    const database = new DatabaseSync(addressOf(path), {
      readOnly: true,
      timeout: BUSY_TIMEOUT_MS,
    });
    try {
      const ping = database.prepare('select sqlite_version() as version');
      return {
        database: `SQLite ${ping.get()?.version}`,
        place: path,
        roundTripMs: await medianTimeMs(() => ping.get()),
        schemaVersion: read(database, 'migrations', 'max(version)'),
        nRuns: read(database, 'runs', 'count(*)'),
        nModels: read(database, 'models', 'count(*)'),
        nDatasets: read(database, 'dataset_versions', 'count(distinct name)'),
      };
    } finally {
      database.close();
    }
  } catch (thrown) {
    throw toStoreError(thrown, path);
  }
}

/**
 * Even a reader makes `-wal` and `-shm` files beside a database in WAL mode. Without a `-wal` file nobody has
 * it open, so that it can be read as a file that does not change.
 *
 * @source https://www.sqlite.org/wal.html, "Read-Only Databases".
 */
function addressOf(path: string): URL | string {
  if (existsSync(`${path}-wal`)) return path;
  const address = pathToFileURL(path);
  address.searchParams.set('immutable', '1');
  return address;
}

function read(database: DatabaseSync, table: string, value: string): number {
  const known = database
    .prepare("select 1 from sqlite_master where type = 'table' and name = ?")
    .get(table);
  if (known === undefined) return 0;
  return Number(database.prepare(`select ${value} as n from ${table}`).get()?.n ?? 0);
}
