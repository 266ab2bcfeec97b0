import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { AppError } from '@kaizenml/contracts';
import { errnoOf, isProcessAlive } from '../kit/index.ts';
import { createCarrier } from './carry.ts';
import type { Destination } from './destination.ts';
import { findHead, readLetters } from './spilled.ts';

/** What of a folder is sent, and where to. */
export interface SpilledParts {
  readonly runs: Destination['runs'];
  /** Only files of this server or home. */
  readonly place: string;
  readonly onRefusal: (refusal: AppError) => void;
}

/**
 * Sends what processes that have ended could not send, and takes the files away. Two processes may do it at once: what comes twice is
 * kept once.
 *
 * @returns Ids of the runs whose files were sent.
 * @throws why a file could not be sent; it stays
 */
export async function sendSpilled(
  folder: string,
  { runs, place, onRefusal }: SpilledParts,
): Promise<readonly string[]> {
  const sent: string[] = [];
  for (const name of await filesIn(folder)) {
    const path = join(folder, name);
    try {
      const head = await findHead(path);
      if (head === undefined || head.place !== place) continue;
      if (isProcessAlive(head.pid, head.mark ?? undefined)) continue;
      const carry = createCarrier(runs, { create: head.create, onRefusal });
      for await (const letter of readLetters(path)) await carry(letter);
      await rm(path, { force: true });
      sent.push(head.create.id);
    } catch (thrown) {
      if (errnoOf(thrown) !== 'ENOENT') throw thrown;
    }
  }
  return sent;
}

async function filesIn(folder: string): Promise<readonly string[]> {
  try {
    return (await readdir(folder)).filter((name) => name.endsWith('.jsonl')).sort();
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT') return [];
    throw thrown;
  }
}
