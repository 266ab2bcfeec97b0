import { stat } from 'node:fs/promises';
import { entriesIn } from './capture-folder.ts';
import { labelsFolder } from './labels/day-labels.ts';
import { rewardsFolder } from './rewards/day-rewards.ts';
import { whileFilesMove } from './while-files-move.ts';

/**
 * The mark of what came of the requests of a day: another one as soon as a label or a reward was kept, the same while none was.
 *
 * It is made of the files that these lie in, which only ever grow, by id and size; nothing is read.
 *
 * @returns Undefined where no request of the day is there (any more).
 * @cost O(files of the day)
 */
export async function findMark(dayFolder: string): Promise<string | undefined> {
  return await whileFilesMove(async () => {
    if ((await entriesIn(dayFolder)).length === 0) return undefined;
    const sizes: string[] = [];
    for (const folder of [labelsFolder(dayFolder), rewardsFolder(dayFolder)])
      for (const { path, name } of await entriesIn(folder))
        sizes.push(`${name.id}:${(await stat(path)).size}`);
    return sizes.join(' ');
  });
}
