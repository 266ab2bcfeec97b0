import { join } from 'node:path';
import { type Clock, instant } from '../../kit/index.ts';
import type { Locate } from '../locate.ts';
import type { LabelReceipt, NewLabel } from '../log.ts';
import { labelsFolder } from './day-labels.ts';
import { toLabelLine } from './label-line.ts';

/** What keeping labels stands on. */
export interface KeepLabelsDeps {
  readonly capturePath: string;
  readonly clock: Clock;
  readonly locate: Locate;
  /** Resolves when the operating system has the line. */
  readonly append: (folder: string, line: string) => Promise<void>;
}

/** Keeps labels beside the day of their requests; those of rows that are not in the log are told and not kept. */
export async function keepLabels(
  { capturePath, clock, locate, append }: KeepLabelsDeps,
  endpoint: string,
  labels: readonly NewLabel[],
): Promise<LabelReceipt> {
  const receivedAt = instant(clock);
  const places = await locate(
    endpoint,
    labels.map(({ requestId }) => requestId),
  );
  const unknown: { requestId: string; row: number }[] = [];
  const kept: Promise<void>[] = [];
  for (const { requestId, row = 1, label, at = receivedAt } of labels) {
    const place = places.get(requestId)?.find(({ nRows }) => row <= nRows);
    if (place === undefined) unknown.push({ requestId, row });
    else {
      const known = { requestId, row, label, at: new Date(at).toISOString(), receivedAt };
      const folder = labelsFolder(join(capturePath, endpoint, place.day));
      kept.push(append(folder, toLabelLine(known)));
    }
  }
  await Promise.all(kept);
  return { nKept: kept.length, unknown };
}
