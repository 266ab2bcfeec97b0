import { existsSync } from 'node:fs';

/** What a store holds, as it was found. */
export interface StoreSurvey {
  /** Number of the newest migration that was applied; 0 for none. */
  readonly schemaVersion: number;
  readonly nRuns: number;
  readonly nModels: number;
  /** Names, not versions. */
  readonly nDatasets: number;
}

/**
 * Counts what is in the file of a store without creating or changing anything; undefined where there is no file.
 *
 * A table that an older version of the program did not make counts as empty.
 *
 * @throws HOME_NOT_WRITABLE, HOME_BUSY, HOME_DAMAGED
 */
export async function surveyStore(path: string): Promise<StoreSurvey | undefined> {
  if (!existsSync(path)) return undefined;
  const { surveySqlite } = await import('./sqlite/survey.ts');
  return surveySqlite(path);
}
