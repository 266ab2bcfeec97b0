import type { DatabaseUse } from '../open-database.ts';

/**
 * How threads open the database. A batch of 500 metrics of a run with a long past touches as many pages, and as many again of the
 * index by value.
 */
export const THREAD_USE: DatabaseUse = { cacheMib: 64, logMib: 32 };
