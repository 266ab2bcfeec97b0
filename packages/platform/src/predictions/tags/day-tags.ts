import { join } from 'node:path';
import type { Log } from '../../kit/index.ts';
import { readFeedback } from '../feedback/read-feedback.ts';
import type { RowTags } from '../log.ts';
import { fromTagLine } from './tag-line.ts';

/** Where lies what people found in the wrong answers of a day; it goes with the day. */
export function tagsFolder(dayFolder: string): string {
  return join(dayFolder, 'tags');
}

/** What people found in the wrong answers of a day: by request, by row from 1. */
export type DayTags = ReadonlyMap<string, ReadonlyMap<number, RowTags>>;

/** Reads what people found in the wrong answers of a day; of several findings of one row the last holds. @cost O(tags of the day) */
export async function readDayTags(dayFolder: string, log?: Log): Promise<DayTags> {
  return await readFeedback(tagsFolder(dayFolder), {
    ...{ parse: fromTagLine, log },
    begin: () => new Map<string, Map<number, RowTags>>(),
    take: (found, { requestId, row, ...tags }) => {
      const rows = found.get(requestId) ?? new Map<number, RowTags>();
      found.set(requestId, rows);
      const known = rows.get(row);
      if (known === undefined || known.receivedAt <= tags.receivedAt) rows.set(row, tags);
    },
  });
}
