import { stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { captureDays, entriesIn, namesIn } from './capture-folder.ts';
import { parseName } from './file-name.ts';
import { labelsFolder } from './labels/day-labels.ts';
import { rewardsFolder } from './rewards/day-rewards.ts';
import { whileFilesMove } from './while-files-move.ts';

/** What is looked at. */
export interface MarksChoice {
  readonly endpoint: string;
  /** The first day, as `2026-01-31`. */
  readonly fromDay: string;
}

/**
 * The marks of what came of the requests of days: another one as soon as a label or a reward was kept, the same while none was.
 *
 * A mark is made of the files that these lie in, which only ever grow, by id and size; nothing is read. A file that is renamed
 * meanwhile may be missed: then the mark is another one at the next look.
 *
 * @returns By day, of those that have requests.
 * @cost O(files of these days)
 */
export async function findMarks(
  capturePath: string,
  { endpoint, fromDay }: MarksChoice,
): Promise<ReadonlyMap<string, string>> {
  const days = (await captureDays(capturePath, endpoint)).filter((day) => day >= fromDay);
  const marks = await Promise.all(
    days.map(async (day) => [day, await findMark(join(capturePath, endpoint, day))] as const),
  );
  return new Map(marks.flatMap(([day, mark]) => (mark === undefined ? [] : [[day, mark]])));
}

/** Undefined where no request of the day is there (any more). */
async function findMark(dayFolder: string): Promise<string | undefined> {
  return await whileFilesMove(async () => {
    const names = await namesIn(dayFolder);
    if (!names.some(isWhole) && (await entriesIn(dayFolder)).length === 0) return undefined;
    const folders = [labelsFolder(dayFolder), rewardsFolder(dayFolder)];
    const sizes: string[] = [];
    for (const folder of folders.filter((one) => names.includes(basename(one))))
      for (const name of (await namesIn(folder)).filter(isWhole).sort())
        sizes.push(`${parseName(name)?.id}:${(await stat(join(folder, name))).size}`);
    return sizes.join(' ');
  });
}

function isWhole(name: string): boolean {
  const kind = parseName(name)?.kind;
  return kind === 'lines' || kind === 'columns';
}
