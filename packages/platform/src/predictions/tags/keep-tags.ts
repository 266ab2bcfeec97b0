import { join } from 'node:path';
import { instant } from '../../kit/index.ts';
import type { KeepLabelsDeps } from '../labels/keep-labels.ts';
import type { NewTags, RowTags } from '../log.ts';
import { tagsFolder } from './day-tags.ts';
import { toTagLine } from './tag-line.ts';

/** Keeps what was found in a row beside the day of its request. @returns What was kept; undefined where the row is not in the log. */
export async function keepTags(
  { capturePath, clock, locate, append }: KeepLabelsDeps,
  endpoint: string,
  found: NewTags,
): Promise<RowTags | undefined> {
  const { requestId, row, ...said } = found;
  const places = (await locate(endpoint, [requestId])).get(requestId) ?? [];
  const place = places.find(({ nRows }) => row <= nRows);
  if (place === undefined) return undefined;
  const folder = tagsFolder(join(capturePath, endpoint, place.day));
  const kept = { ...said, receivedAt: instant(clock) };
  await append(folder, toTagLine({ requestId, row, ...kept }));
  return kept;
}
