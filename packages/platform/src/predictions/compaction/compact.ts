import { join } from 'node:path';
import { type Clock, type Log, systemClock } from '../../kit/index.ts';
import { captureDays, capturedEndpoints } from '../capture-folder.ts';
import { type CompactedFile, compactFile } from './compact-file.ts';
import { findCompactable } from './find-compactable.ts';
import { clearLeftovers, isUnderWay } from './leftovers.ts';

/** How a compaction is run. */
export interface CompactionOptions {
  readonly clock?: Clock;
  /** Told about damaged lines and about files that cannot be written. Default: nobody. */
  readonly log?: Log | undefined;
  /** Size from which on a closed file of today counts. Default 64 MB. */
  readonly rollOverBytes?: number | undefined;
  readonly signal?: AbortSignal | undefined;
  /** Hears of each file that became columns. */
  readonly onFile?: ((file: CompactedFile) => void) | undefined;
}

/** What a compaction did. */
export interface Compaction {
  readonly nFiles: number;
  readonly nRows: number;
  readonly bytesBefore: number;
  readonly bytesAfter: number;
  /** Files that could not be made columns; they stay as they were. */
  readonly nFailed: number;
}

/**
 * Makes columns of every file of lines that is closed, and removes what a killed compaction left. Files of running
 * processes are left alone. Two compactions at once do no harm: both would write the same.
 */
export async function compactCapture(
  capturePath: string,
  { clock = systemClock, log, rollOverBytes, signal, onFile }: CompactionOptions = {},
): Promise<Compaction> {
  for (const endpoint of await capturedEndpoints(capturePath))
    for (const day of await captureDays(capturePath, endpoint))
      await clearLeftovers(join(capturePath, endpoint, day), clock);
  const done = { nFiles: 0, nRows: 0, bytesBefore: 0, bytesAfter: 0, nFailed: 0 };
  for (const entry of await findCompactable(capturePath, { clock, rollOverBytes })) {
    signal?.throwIfAborted();
    if (await isUnderWay(entry, clock)) continue;
    try {
      const file = await compactFile(entry, { log, signal });
      onFile?.(file);
      done.nFiles += 1;
      done.nRows += file.nRows;
      done.bytesBefore += file.bytesBefore;
      done.bytesAfter += file.bytesAfter;
    } catch (thrown) {
      signal?.throwIfAborted();
      done.nFailed += 1;
      log?.warn('logged predictions could not be made columns', { path: entry.path, thrown });
    }
  }
  return done;
}
