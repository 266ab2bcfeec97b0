import { join } from 'node:path';
import type { Clock } from '../kit/index.ts';
import { type CaptureEntry, captureDays, entriesIn } from './capture-folder.ts';
import { type LineIdIndex, lineIdIndex } from './line-ids.ts';
import { type CaptureReader, openReader } from './open-reader.ts';
import { dayOf, dayOfId } from './request-day.ts';
import { whileFilesMove } from './while-files-move.ts';

/** Where a request was found. */
export interface Place {
  readonly day: string;
  readonly nRows: number;
  readonly entry: CaptureEntry;
}

/** Days before today in which requests are looked for by an id that does not say when it was made. */
export const MOST_DAYS_BACK = 90;

const DAY_MS = 24 * 3600 * 1000;
const IDS_PER_QUERY = 1000;

/** Finds requests of an endpoint by their ids, in the files of all processes, whichever form they have. */
export type Locate = (
  endpoint: string,
  requestIds: readonly string[],
) => Promise<ReadonlyMap<string, readonly Place[]>>;

/**
 * Makes a `Locate` that remembers what it has read of files that grow.
 *
 * An id that was made here, or any other ULID, says its day, so only that day and its neighbors are read: labels of
 * requests that a sample left out cost no search. Other ids are looked for in every day of the last 90.
 */
export function createLocate(capturePath: string, clock: Clock): Locate {
  const index = lineIdIndex();
  const search = async (endpoint: string, days: readonly string[], wanted: readonly string[]) => {
    const found = new Map<string, Place[]>();
    const reader = openReader();
    try {
      for (const day of days) {
        const folder = join(capturePath, endpoint, day);
        const entries = await entriesIn(folder);
        index.keepOnly(folder, new Set(entries.filter(hasLines).map(keyOf)));
        for (const entry of entries)
          for (const [id, nRows] of await countIn(entry, { wanted, reader, index }))
            found.set(id, [...(found.get(id) ?? []), { day, nRows, entry }]);
      }
      return found;
    } finally {
      await reader.close();
    }
  };
  return async (endpoint, requestIds) => {
    const wanted = [...new Set(requestIds)];
    const oldest = dayOf(clock.now() - MOST_DAYS_BACK * DAY_MS);
    return await whileFilesMove(async () => {
      const days = await captureDays(capturePath, endpoint);
      const likely = new Set(wanted.flatMap((id) => dayOfId(id) ?? []));
      const found = await search(
        endpoint,
        days.filter((day) => likely.has(day)),
        wanted,
      );
      const missing = wanted.filter((id) => !found.has(id) && dayOfId(id) === undefined);
      if (missing.length === 0) return found;
      const others = days.filter((day) => !likely.has(day) && day >= oldest);
      return new Map([...found, ...(await search(endpoint, others, missing))]);
    });
  };
}

/** Rows of the wanted requests that a file has. */
async function countIn(
  entry: CaptureEntry,
  {
    wanted,
    reader,
    index,
  }: {
    readonly wanted: readonly string[];
    readonly reader: CaptureReader;
    readonly index: LineIdIndex;
  },
): Promise<readonly (readonly [id: string, nRows: number])[]> {
  const { path } = entry;
  if (hasLines(entry)) {
    const counts = await index.countsIn({ key: keyOf(entry), path });
    return wanted.flatMap((id) => {
      const nRows = counts.get(id);
      return nRows === undefined ? [] : [[id, nRows] as const];
    });
  }
  const found: (readonly [string, number])[] = [];
  for (const some of inParts(wanted))
    found.push(...(await (await reader.tables()).countRows(path, some)));
  return found;
}

function hasLines({ name }: CaptureEntry): boolean {
  return name.kind === 'lines';
}

function keyOf({ folder, name }: CaptureEntry): string {
  return join(folder, name.id);
}

function inParts(ids: readonly string[]): readonly (readonly string[])[] {
  const parts: (readonly string[])[] = [];
  for (let i = 0; i < ids.length; i += IDS_PER_QUERY) parts.push(ids.slice(i, i + IDS_PER_QUERY));
  return parts;
}
