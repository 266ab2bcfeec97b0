import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, isOwnerAlive } from '../../kit/index.ts';
import { type CaptureEntry, captureDays, capturedEndpoints, entriesIn } from '../capture-folder.ts';
import { ROLL_OVER_BYTES } from '../capture-writer.ts';
import { dayOf } from '../request-day.ts';

/** Files of another machine, whose processes cannot be asked, are taken for closed after a week without a change. */
const FOREIGN_MAX_AGE_MS = 7 * 24 * 3600 * 1000;

/** Which files are looked for. */
export interface CompactableOptions {
  readonly clock: Clock;
  /** Size from which on a closed file of today counts. Default 64 MB. */
  readonly rollOverBytes?: number | undefined;
}

/** Files of lines that nobody writes any more, of an earlier day or as large as a file gets, oldest first. */
export async function findCompactable(
  capturePath: string,
  { clock, rollOverBytes = ROLL_OVER_BYTES }: CompactableOptions,
): Promise<readonly CaptureEntry[]> {
  const found: CaptureEntry[] = [];
  const today = dayOf(clock.now());
  for (const endpoint of await capturedEndpoints(capturePath))
    for (const day of (await captureDays(capturePath, endpoint)).toReversed())
      for (const entry of await entriesIn(join(capturePath, endpoint, day))) {
        if (entry.name.kind !== 'lines') continue;
        const file = await stat(entry.path).catch(() => undefined);
        if (file === undefined || (day >= today && file.size < rollOverBytes)) continue;
        const { owner } = entry.name;
        if (owner === undefined || !isWriting(owner, clock.now() - file.mtimeMs)) found.push(entry);
      }
  return found;
}

/** Whether the process that a file is named after may still write it. */
export function isWriting(owner: string, ageMs: number): boolean {
  return isOwnerAlive(owner) ?? ageMs < FOREIGN_MAX_AGE_MS;
}
