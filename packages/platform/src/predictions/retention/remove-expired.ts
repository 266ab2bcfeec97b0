import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { type Clock, systemClock, toWriteError } from '../../kit/index.ts';
import { captureDays } from '../capture-folder.ts';
import { countDay } from '../count.ts';
import type { LogPolicy } from '../policy/log-policy.ts';
import { dayOf } from '../request-day.ts';

const DAY_MS = 24 * 3600 * 1000;

/** A day that is gone. */
export interface RemovedDay {
  readonly endpoint: string;
  readonly day: string;
  /** Rows answered that went with it. */
  readonly nRows: number;
}

/** The first day that a policy keeps; undefined when it keeps all. */
export function firstKeptDay({ retentionDays }: LogPolicy, nowMs: number): string | undefined {
  return retentionDays === undefined ? undefined : dayOf(nowMs - retentionDays * DAY_MS);
}

/**
 * Removes the whole days of an endpoint that its policy no longer keeps, with the labels of their requests. A removal
 * that is killed goes on when it is asked for again.
 *
 * @returns what went, oldest first
 * @throws HOME_NOT_WRITABLE
 */
export async function removeExpiredDays(
  capturePath: string,
  endpoint: string,
  { policy, clock = systemClock }: { readonly policy: LogPolicy; readonly clock?: Clock },
): Promise<readonly RemovedDay[]> {
  const first = firstKeptDay(policy, clock.now());
  if (first === undefined) return [];
  const removed: RemovedDay[] = [];
  for (const day of (await captureDays(capturePath, endpoint)).toReversed()) {
    if (day >= first) continue;
    const folder = join(capturePath, endpoint, day);
    const { nRows } = await countDay(folder);
    await rm(folder, { recursive: true, force: true }).catch((thrown: unknown) => {
      throw toWriteError(thrown, folder);
    });
    removed.push({ endpoint, day, nRows });
  }
  return removed;
}
