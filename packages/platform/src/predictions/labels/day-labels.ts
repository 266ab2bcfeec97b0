import { join } from 'node:path';
import type { Log } from '../../kit/index.ts';
import { readFeedback } from '../feedback/read-feedback.ts';
import { fromLabelLine, type LoggedLabel } from './label-line.ts';

/** Where the labels of the requests of a day lie; they go with the day. */
export function labelsFolder(dayFolder: string): string {
  return join(dayFolder, 'labels');
}

/** Labels of the requests of a day: by request, by row from 1. */
export type DayLabels = ReadonlyMap<string, ReadonlyMap<number, LoggedLabel>>;

/**
 * Reads the labels of a day. Of several for one row the one holds that is known since the latest time; of those of one time the one that
 * came last.
 *
 * @cost O(labels of the day) time and memory.
 */
export async function readDayLabels(dayFolder: string, log?: Log): Promise<DayLabels> {
  return await readFeedback(labelsFolder(dayFolder), {
    ...{ parse: fromLabelLine, log },
    begin: () => new Map<string, Map<number, LoggedLabel>>(),
    take: keepLatest,
  });
}

function keepLatest(labels: Map<string, Map<number, LoggedLabel>>, label: LoggedLabel): void {
  const rows = labels.get(label.requestId) ?? new Map<number, LoggedLabel>();
  labels.set(label.requestId, rows);
  const known = rows.get(label.row);
  if (known === undefined || !isBefore(label, known)) rows.set(label.row, label);
}

function isBefore(a: LoggedLabel, b: LoggedLabel): boolean {
  return a.at === b.at ? a.receivedAt < b.receivedAt : a.at < b.at;
}
