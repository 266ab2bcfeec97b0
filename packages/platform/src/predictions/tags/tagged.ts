import { join } from 'node:path';
import type { Log } from '../../kit/index.ts';
import { captureDays } from '../capture-folder.ts';
import { readDayLabels } from '../labels/day-labels.ts';
import type { LabelValue, RowTags, TaggedRow } from '../log.ts';
import { readDayTags } from './day-tags.ts';

/** Where is looked. */
export interface TaggedChoice {
  readonly endpoint: string;
  /** The first day, as `2026-01-31`. */
  readonly fromDay: string;
  /** Told about damaged lines. */
  readonly log?: Log | undefined;
}

/** What was found in rows, where their label is still the one that it was found beside; the newest days first. */
export async function findTagged(
  capturePath: string,
  { endpoint, fromDay, log }: TaggedChoice,
): Promise<readonly TaggedRow[]> {
  const held: TaggedRow[] = [];
  for (const day of await captureDays(capturePath, endpoint)) {
    if (day < fromDay) break;
    const folder = join(capturePath, endpoint, day);
    const tags = await readDayTags(folder, log);
    if (tags.size === 0) continue;
    const labels = await readDayLabels(folder, log);
    for (const [requestId, rows] of tags)
      for (const [row, found] of rows)
        if (holds(found, labels.get(requestId)?.get(row)?.label))
          held.push({ requestId, row, ...found });
  }
  return held;
}

/** Whether what was found in a row still speaks of it: its label has not become another one. */
export function holds({ label }: Pick<RowTags, 'label'>, now: LabelValue | undefined): boolean {
  return now !== undefined && String(now) === String(label);
}
