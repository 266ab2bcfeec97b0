import { rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Clock } from '../../kit/index.ts';
import { type CaptureEntry, namesIn } from '../capture-folder.ts';
import { parseName } from '../file-name.ts';
import { isWriting } from './find-compactable.ts';

/** Whether another process has begun to make columns of these lines and still runs. */
export async function isUnderWay({ folder, name }: CaptureEntry, clock: Clock): Promise<boolean> {
  for (const file of await namesIn(folder)) {
    const other = parseName(file);
    if (other?.kind !== 'unfinished' || other.id !== name.id) continue;
    const changed = await stat(join(folder, file)).catch(() => undefined);
    if (changed !== undefined && isWriting(other.owner, clock.now() - changed.mtimeMs)) return true;
  }
  return false;
}

/**
 * Removes what a killed compaction left in a folder: columns that were begun, and lines whose columns are whole.
 *
 * @returns how many files were removed
 */
export async function clearLeftovers(folder: string, clock: Clock): Promise<number> {
  const files = (await namesIn(folder)).map((file) => ({ file, name: parseName(file) }));
  const whole = new Set(files.flatMap(({ name }) => (name?.kind === 'columns' ? [name.id] : [])));
  let nRemoved = 0;
  for (const { file, name } of files) {
    const path = join(folder, file);
    if (name?.kind === 'unfinished') {
      const changed = await stat(path).catch(() => undefined);
      if (changed === undefined || isWriting(name.owner, clock.now() - changed.mtimeMs)) continue;
    } else if (name?.kind !== 'lines' || !whole.has(name.id)) continue;
    await rm(path, { force: true });
    nRemoved += 1;
  }
  return nRemoved;
}
