import { existsSync } from 'node:fs';
import type { Home } from '../kit/index.ts';
import type { OpenStoreOptions } from './open-store.ts';

/** What a store holds, as it was found. */
export interface StoreSurvey {
  /** Name and version of the database: `SQLite 3.50.4`. */
  readonly database: string;
  /** Where it lies, without secrets. */
  readonly place: string;
  /** Time of a question and its answer: the median of a few, milliseconds. */
  readonly roundTripMs: number;
  /** What is set so that a power cut may take acknowledged records back: a setting of the server. */
  readonly unsafeSetting?: string;
  /** Number of the newest migration that was applied; 0 for none. */
  readonly schemaVersion: number;
  readonly nRuns: number;
  readonly nModels: number;
  /** Names, not versions. */
  readonly nDatasets: number;
}

/**
 * Counts what is in a store without creating or changing anything; undefined where there is no file.
 *
 * A table that an older version of the program did not make counts as empty.
 *
 * @param address Of a database. Default: the file of the home.
 * @throws HOME_NOT_WRITABLE, HOME_BUSY, HOME_DAMAGED, STORE_ADDRESS_INVALID, STORE_UNREACHABLE, STORE_REFUSED, STORE_BUSY
 */
export async function surveyStore(
  { databasePath }: Pick<Home, 'databasePath'>,
  { address }: Pick<OpenStoreOptions, 'address'> = {},
): Promise<StoreSurvey | undefined> {
  if (address !== undefined) {
    const { surveyPostgres } = await import('./postgres/survey.ts');
    return await surveyPostgres(address);
  }
  if (!existsSync(databasePath)) return undefined;
  const { surveySqlite } = await import('./sqlite/survey.ts');
  return await surveySqlite(databasePath);
}
