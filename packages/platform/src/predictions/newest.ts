import { join } from 'node:path';
import type { Log } from '../kit/index.ts';
import { captureDays, entriesIn } from './capture-folder.ts';
import type { LoggedRequest, LogKind } from './log.ts';
import { mergeByTime } from './merge-by-time.ts';
import { openReader } from './open-reader.ts';

/** Rows that are read, times those that are asked for, to find those of one version. */
const FURTHEST = 20;

/** What is read. */
export interface NewestOptions {
  readonly endpoint: string;
  /** Rows after which reading stops. */
  readonly nRows: number;
  readonly kinds: readonly LogKind[];
  /** Default: of all versions. */
  readonly version?: number | undefined;
  /** Told about damaged lines. */
  readonly log?: Log | undefined;
}

/**
 * The newest requests of an endpoint, over the files of all processes.
 *
 * @cost O(what is returned), whatever the files hold; of one version up to twenty times as much.
 */
export async function readNewest(
  capturePath: string,
  { endpoint, nRows, kinds, version, log }: NewestOptions,
): Promise<readonly LoggedRequest[]> {
  const found: LoggedRequest[] = [];
  let missing = nRows;
  let unread = nRows * (version === undefined ? 1 : FURTHEST);
  const reader = openReader(log);
  try {
    for (const day of await captureDays(capturePath, endpoint)) {
      const entries = await entriesIn(join(capturePath, endpoint, day));
      const readers = entries.map((entry) => reader.requests(entry, 'backwards', { kinds }));
      try {
        for await (const request of mergeByTime(readers, 'backwards')) {
          if (missing <= 0 || unread <= 0) return found;
          const size = Math.max(1, request.rows.length);
          unread -= size;
          if (version !== undefined && request.version !== version) continue;
          found.push(request);
          missing -= size;
        }
      } finally {
        await Promise.all(readers.map((one) => one.return()));
      }
      if (missing <= 0 || unread <= 0) return found;
    }
    return found;
  } finally {
    await reader.close();
  }
}
