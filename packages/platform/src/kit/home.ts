import { randomBytes } from 'node:crypto';
import { access, constants, stat, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { type Clock, systemClock } from './clock.ts';
import { errnoOf, homeNotWritable, toWriteError } from './disk-errors.ts';
import { ensureFolder } from './folders.ts';
import { cleanTemp, tempOwner } from './temp.ts';

/** The places of one home folder. Several processes may use one home at once. */
export interface Home {
  /** Absolute path of the home. */
  readonly path: string;
  /** File of the metadata store. */
  readonly databasePath: string;
  /** Content-addressed artifacts. */
  readonly artifactsPath: string;
  /** Logged predictions. */
  readonly capturePath: string;
  /** Unfinished files, in the same file system as the artifacts. */
  readonly tempPath: string;
  /** A fresh path below `tempPath`; what is left there is removed once this process is gone. */
  newTempPath(ending?: string): string;
}

/**
 * Opens a home folder: creates what is missing (only its owner may enter) and removes what dead processes
 * left in `tmp/`. Everything in a home is ignored by git.
 *
 * @param path Relative to the working folder, or absolute.
 * @throws HOME_NOT_WRITABLE, DISK_FULL
 */
export async function openHome(
  path: string,
  { clock = systemClock }: { readonly clock?: Clock } = {},
): Promise<Home> {
  const root = resolve(path);
  const owner = tempOwner();
  const tempPath = join(root, 'tmp');
  const home: Home = {
    path: root,
    databasePath: join(root, 'kaizen.db'),
    artifactsPath: join(root, 'artifacts'),
    capturePath: join(root, 'capture'),
    tempPath,
    newTempPath: (ending = '') =>
      join(tempPath, `${owner}-${randomBytes(6).toString('hex')}${ending}`),
  };
  try {
    for (const folder of [home.artifactsPath, home.capturePath, home.tempPath])
      ensureFolder(folder);
    await ignoreByGit(root);
    await access(root, constants.W_OK);
  } catch (thrown) {
    throw await toHomeError(thrown, root);
  }
  await cleanTemp(home.tempPath, clock);
  return home;
}

async function ignoreByGit(root: string): Promise<void> {
  try {
    await writeFile(join(root, '.gitignore'), '*\n', { flag: 'wx' });
  } catch (thrown) {
    if (errnoOf(thrown) !== 'EEXIST') throw thrown;
  }
}

async function toHomeError(thrown: unknown, root: string): Promise<unknown> {
  const errno = errnoOf(thrown);
  if (errno === 'EEXIST' || errno === 'ENOTDIR')
    return homeNotWritable(root, (await isFile(root)) ? 'a file' : errno, thrown);
  return toWriteError(thrown, root);
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}
