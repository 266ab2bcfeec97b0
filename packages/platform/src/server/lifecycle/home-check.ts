import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '@kaizenml/contracts';
import { type Clock, errnoOf, type Log, withTempFolder } from '../../kit/index.ts';

/** Time for which a look at the home counts, milliseconds: probes may come often, and each look writes a file. */
const MAX_AGE_MS = 1000;

/**
 * Tells whether a home can be written, by writing a file below it.
 *
 * A look is at most a second old, and those who ask while one is under way share it.
 *
 * @returns A code that says why not; undefined when it can. Where the home lies is for the log alone.
 */
export function createHomeCheck(
  home: string,
  { clock, log }: { readonly clock: Clock; readonly log: Log },
): () => Promise<string | undefined> {
  let looked: { readonly at: number; readonly outcome: Promise<string | undefined> } | undefined;
  return () => {
    if (looked === undefined || clock.now() - looked.at >= MAX_AGE_MS)
      looked = { at: clock.now(), outcome: writeProbe(home, log) };
    return looked.outcome;
  };
}

async function writeProbe(home: string, log: Log): Promise<string | undefined> {
  try {
    await withTempFolder(home, 'probe', (folder) => writeFile(join(folder, 'probe'), 'probe'));
    return undefined;
  } catch (thrown) {
    log.warn('the home cannot be written', { home, thrown });
    return thrown instanceof AppError ? thrown.code : (errnoOf(thrown) ?? 'INTERNAL');
  }
}
