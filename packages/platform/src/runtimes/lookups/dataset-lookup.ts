import { type AppError, toAppError } from '@kaizenml/contracts';
import type { Table } from '@kaizenml/ml/table';
import type { Log } from '../../kit/index.ts';
import { createKeyIndex, type KeyIndex } from './key-index.ts';
import type { Lookup, LookupPlan } from './lookup-plan.ts';

/** Where the tables of lookups come from. */
export interface LookupTables {
  /** Number of the version that a reference means now. @throws DATASET_NOT_FOUND */
  versionOf(reference: string): Promise<number>;
  /** The table of it. @throws ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED */
  load(reference: string): Promise<Table>;
}

export interface DatasetLookupParts {
  readonly tables: LookupTables;
  readonly log: Log;
  /** Milliseconds that never go back. */
  readonly now: () => number;
}

/** How often it is looked whether there is a newer version, milliseconds. */
const LOOK_EVERY_MS = 1000;

/**
 * A lookup in a dataset that is held in memory.
 *
 * A newer version is loaded beside the one that answers, and takes over when it is there. One that cannot be loaded is
 * said in the log, and the old one goes on.
 *
 * @throws DATASET_NOT_FOUND, COLUMN_UNKNOWN, ARTIFACT_NOT_FOUND, ARTIFACT_DAMAGED
 */
export async function openDatasetLookup(
  plan: LookupPlan,
  reference: string,
  { tables, log, now }: DatasetLookupParts,
): Promise<Lookup> {
  const read = async (): Promise<KeyIndex> => createKeyIndex(await tables.load(reference), plan);
  let version = await tables.versionOf(reference);
  let index = await read();
  let lookedAt = now();
  let isLooking = false;
  const renew = async (): Promise<void> => {
    const newest = await tables.versionOf(reference);
    if (newest === version) return;
    index = await read();
    version = newest;
  };
  const looked = (failure?: AppError): void => {
    isLooking = false;
    if (failure === undefined) return;
    const { code } = failure;
    log.warn('a lookup goes on with an older version', { dataset: reference, version, code });
  };
  return {
    async find(keys) {
      if (!isLooking && now() - lookedAt >= LOOK_EVERY_MS) {
        [isLooking, lookedAt] = [true, now()];
        renew().then(
          () => looked(),
          (thrown: unknown) => looked(toAppError(thrown)),
        );
      }
      return keys.map((key) => (key === undefined ? undefined : index.get(key)));
    },
    close: () => undefined,
  };
}
