import { join } from 'node:path';
import type { Log } from '../../kit/index.ts';
import type { Label, LabeledRequest, LoggedRequest } from '../log.ts';
import { readMarks } from '../marks/read-marks.ts';
import { readDayRewards } from '../rewards/day-rewards.ts';
import { readDayTags } from '../tags/day-tags.ts';
import { fromLabelLine, type LoggedLabel } from './label-line.ts';

/** Where the labels of the requests of a day lie; they go with the day. */
export function labelsFolder(dayFolder: string): string {
  return join(dayFolder, 'labels');
}

/** The labels of the requests of one day. */
export interface DayLabels {
  /** The request with its labels, with what it brought, and with what people found in its rows. */
  join(request: LoggedRequest): LabeledRequest;
}

/**
 * Reads what came of the requests of a day. Of several labels for one row the one holds that is known since the latest time; of those
 * of one time the one that came last.
 *
 * @cost O(labels, rewards and tags of the day) time and memory.
 */
export async function readDayLabels(dayFolder: string, log?: Log): Promise<DayLabels> {
  const labels = await readLabels(dayFolder, log);
  const rewards = await readDayRewards(dayFolder, log);
  const tags = await readDayTags(dayFolder, log);
  return {
    join(request) {
      const ofRows = labels.get(request.requestId);
      const brought = rewards.get(request.requestId);
      const found = tags.get(request.requestId);
      return {
        ...request,
        ...(brought === undefined ? {} : { rewards: brought }),
        labels: request.rows.map((_, i): Label | null => {
          const known = ofRows?.get(i + 1);
          return known === undefined ? null : { label: known.label, at: known.at };
        }),
        ...(found === undefined
          ? {}
          : { tags: request.rows.map((_, i) => found.get(i + 1) ?? null) }),
      };
    },
  };
}

/** Labels of a day: by request, by row from 1. */
export async function readLabels(
  dayFolder: string,
  log: Log | undefined,
): Promise<ReadonlyMap<string, ReadonlyMap<number, LoggedLabel>>> {
  return await readMarks(labelsFolder(dayFolder), {
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
