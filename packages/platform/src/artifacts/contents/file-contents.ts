import { constants } from 'node:fs';
import { open, readdir, rm, stat } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { ensureFolder, errnoOf, renameDurable, syncFolder, toWriteError } from '../../kit/index.ts';
import { artifactDamaged, artifactNotFound } from '../artifact-errors.ts';
import { contentNameOf, hashInName } from './content-name.ts';
import { heldToHash } from './held-to-hash.ts';
import type { ContentStore, StoredContent } from './store.ts';

const CHUNK_BYTES = 256 * 1024;

/** Digits of the hash that name a folder, so that none of them holds millions of files. */
const N_FOLDER_DIGITS = 2;

/**
 * Contents as files below a folder, each in the folder of the first digits of its hash.
 *
 * @param folder In the file system of the files that it takes over; it need not be there.
 * @param options.nextId Gives ULIDs.
 */
export function openFileContents(
  folder: string,
  { nextId }: { readonly nextId: () => string },
): ContentStore {
  const folderOf = (hash: string) => join(folder, hash.slice(0, N_FOLDER_DIGITS));
  const pathOf = (name: string): string | undefined => {
    const hash = hashInName(name);
    return hash === undefined ? undefined : join(folderOf(hash), name);
  };
  return {
    async adopt({ path, sha256 }) {
      const name = contentNameOf(sha256, nextId());
      const target = join(folderOf(sha256), name);
      try {
        await makeFolder(folderOf(sha256), folder);
        await renameDurable(path, target);
      } catch (thrown) {
        await rm(path, { force: true });
        throw toWriteError(thrown, target);
      }
      return name;
    },
    async sizeOf(name) {
      const path = pathOf(name);
      if (path === undefined) return undefined;
      const found = await stat(path).catch(orAbsent);
      return found?.isFile() === true ? found.size : undefined;
    },
    async read(name, { sizeBytes, range }) {
      const path = pathOf(name);
      const hash = hashInName(name);
      if (path === undefined || hash === undefined) throw artifactNotFound(name);
      const file = await openPlain(path);
      if (file === undefined) throw artifactNotFound(hash);
      const found = await file.stat();
      if (!found.isFile() || found.size !== sizeBytes) {
        await file.close();
        throw artifactDamaged(hash);
      }
      const { start, end } = range ?? { start: 0, end: sizeBytes };
      const bytes = file.createReadStream({
        start,
        ...(end > start ? { end: end - 1 } : {}),
        highWaterMark: CHUNK_BYTES,
      });
      return range === undefined ? heldToHash(bytes, hash) : bytes;
    },
    async remove(names) {
      for (const name of names) {
        const path = pathOf(name);
        if (path !== undefined) await rm(path, { force: true });
      }
    },
    list: () => listContents(folder),
  };
}

/** Makes the folder of a first digit, so that the disk has its name. */
async function makeFolder(path: string, parent: string): Promise<void> {
  if ((await stat(path).catch(orAbsent)) !== undefined) return;
  ensureFolder(path);
  await syncFolder(parent);
  await syncFolder(dirname(parent));
}

/** Opens a file that is no link; undefined when nothing is there. */
async function openPlain(path: string) {
  try {
    return await open(path, constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0));
  } catch (thrown) {
    if (errnoOf(thrown) === 'ENOENT' || errnoOf(thrown) === 'ELOOP') return undefined;
    throw thrown;
  }
}

async function* listContents(folder: string): AsyncGenerator<StoredContent> {
  for (const digits of await readdir(folder).catch(orNone))
    for (const name of await readdir(join(folder, digits)).catch(orNone)) {
      if (hashInName(name) === undefined) continue;
      const found = await stat(join(folder, digits, name)).catch(orAbsent);
      if (found !== undefined) yield { name, sizeBytes: found.size, writtenAtMs: found.mtimeMs };
    }
}

function orAbsent(thrown: unknown): undefined {
  if (errnoOf(thrown) === 'ENOENT' || errnoOf(thrown) === 'ENOTDIR') return undefined;
  throw thrown;
}

function orNone(thrown: unknown): readonly string[] {
  return orAbsent(thrown) ?? [];
}
