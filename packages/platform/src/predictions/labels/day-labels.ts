import { join } from 'node:path';
import type { Log } from '../../kit/index.ts';
import { entriesIn } from '../capture-folder.ts';
import { readLines } from '../lines.ts';
import type { Label, LabeledRequest, LoggedRequest } from '../log.ts';
import { readDayRewards } from '../rewards/day-rewards.ts';
import { whileFilesMove } from '../while-files-move.ts';
import { fromLabelLine, type LoggedLabel } from './label-line.ts';

/** Where the labels of the requests of a day lie; they go with the day. */
export function labelsFolder(dayFolder: string): string {
  return join(dayFolder, 'labels');
}

/** The labels of the requests of one day. */
export interface DayLabels {
  /** The request with its labels, and with what it brought. */
  join(request: LoggedRequest): LabeledRequest;
}

/**
 * Reads the labels of a day. Of several for one row the one holds that is known since the latest time; of those of one
 * time the one that came last.
 *
 * @cost O(labels of the day) time and memory.
 */
export async function readDayLabels(dayFolder: string, log?: Log): Promise<DayLabels> {
  const labels = await readAll(labelsFolder(dayFolder), log);
  const rewards = await readDayRewards(dayFolder, log);
  return {
    join(request) {
      const rows = labels.get(request.requestId);
      const brought = rewards.get(request.requestId);
      return {
        ...request,
        ...(brought === undefined ? {} : { rewards: brought }),
        labels: request.rows.map((_, i): Label | null => {
          const found = rows?.get(i + 1);
          return found === undefined ? null : { label: found.label, at: found.at };
        }),
      };
    },
  };
}

type ByRow = Map<number, LoggedLabel>;

async function readAll(folder: string, log: Log | undefined): Promise<ReadonlyMap<string, ByRow>> {
  return await whileFilesMove(async () => {
    const labels = new Map<string, ByRow>();
    for (const { path } of await entriesIn(folder))
      await readLines(path, 0, (line) => {
        const label = fromLabelLine(line);
        if (label === undefined)
          log?.warn('damaged line skipped', { path, sizeBytes: line.length });
        else keepLatest(labels, label);
      });
    return labels;
  });
}

function keepLatest(labels: Map<string, ByRow>, label: LoggedLabel): void {
  const rows = labels.get(label.requestId) ?? new Map<number, LoggedLabel>();
  labels.set(label.requestId, rows);
  const known = rows.get(label.row);
  if (known === undefined || !isBefore(label, known)) rows.set(label.row, label);
}

function isBefore(a: LoggedLabel, b: LoggedLabel): boolean {
  return a.at === b.at ? a.receivedAt < b.receivedAt : a.at < b.at;
}
