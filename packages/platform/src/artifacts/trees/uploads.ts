import { createHash, randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, readdir, readFile, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { AppError } from '@kaizenml/contracts';
import {
  ensureFolder,
  errnoOf,
  type Home,
  renameDurable,
  syncFolder,
  writeFileAtomic,
} from '../../kit/index.ts';
import { artifactDamaged } from '../artifact-errors.ts';
import { fileTooLarge, receiveFile } from '../contents/receive-file.ts';
import type { TreeFile } from './store.ts';
import { treePath } from './tree-path.ts';
import type { ArtifactTrees } from './trees.ts';

/** Parts of one upload at most, as S3 has it. */
const MOST_PARTS = 10_000;
const ID = /^[\w-]{43}$/;
const PART = /^(\d{1,5})\.([0-9a-f]{64})$/;
const N_ID_BYTES = 32;
const READ_BYTES = 256 * 1024;

/** A part that its sender says is there. */
export interface PartTag {
  readonly partNumber: number;
  /** What `writePart` gave. */
  readonly tag: string;
}

/**
 * Files that are sent in parts, in any order, through any process of the home, over any time up to a week. Parts that have been
 * sent survive a restart; one that is sent again replaces itself.
 */
export interface Uploads {
  /**
   * Begins an upload.
   *
   * @returns Its id, which cannot be guessed: who has it may send parts.
   * @throws ARTIFACT_PATH_INVALID, REQUEST_INVALID for a number of parts outside 1 to 10 000, DISK_FULL
   */
  begin(upload: { readonly path: string; readonly nParts: number }): Promise<string>;
  /**
   * Keeps a part, counted from 1.
   *
   * @returns Its tag.
   * @throws UPLOAD_NOT_FOUND, REQUEST_INVALID for a part that it does not have, BODY_TOO_LARGE, DISK_FULL
   */
  writePart(id: string, partNumber: number, bytes: Readable): Promise<string>;
  /**
   * Puts the parts together at the path of the upload.
   *
   * @throws UPLOAD_NOT_FOUND, UPLOAD_INCOMPLETE unless every part is named once with its tag, ARTIFACT_PATH_TAKEN, BODY_TOO_LARGE
   * for the whole, ARTIFACT_DAMAGED, DISK_FULL, ARTIFACTS_UNREACHABLE
   */
  complete(id: string, parts: readonly PartTag[], at: string): Promise<TreeFile>;
  /** Forgets an upload and its parts. @throws UPLOAD_NOT_FOUND */
  abort(id: string, at: string): Promise<void>;
  /** Removes the uploads that were begun before a time, milliseconds since 1970. */
  removeBefore(ms: number): Promise<void>;
}

interface Begun {
  readonly path: string;
  readonly nParts: number;
}

/** Opens the uploads of a home: a folder for each below `uploads`. */
export function openUploads(
  { path: homePath, newTempPath }: Pick<Home, 'path' | 'newTempPath'>,
  trees: Pick<ArtifactTrees, 'write' | 'limitBytes'>,
): Uploads {
  const root = join(homePath, 'uploads');
  const folderOf = (id: string) => join(root, id);
  const { limitBytes } = trees;

  const find = async (id: string): Promise<Begun> => {
    if (!ID.test(id)) throw uploadNotFound(id);
    try {
      return JSON.parse(await readFile(join(folderOf(id), 'upload.json'), 'utf8')) as Begun;
    } catch (thrown) {
      if (errnoOf(thrown) === 'ENOENT') throw uploadNotFound(id);
      throw thrown;
    }
  };

  const findAt = async (id: string, at: string): Promise<Begun> => {
    const begun = await find(id);
    if (begun.path !== treePath(at)) throw uploadNotFound(id);
    return begun;
  };

  const partsOf = async (id: string): Promise<readonly PartTag[]> =>
    (await readdir(folderOf(id))).flatMap((name) => {
      const [, number, tag] = PART.exec(name) ?? [];
      return number === undefined || tag === undefined ? [] : [{ partNumber: Number(number), tag }];
    });

  const remove = async (id: string): Promise<void> => {
    const gone = newTempPath('.upload');
    await rename(folderOf(id), gone).catch((thrown: unknown) => {
      if (errnoOf(thrown) !== 'ENOENT') throw thrown;
    });
    await rm(gone, { recursive: true, force: true });
  };

  return {
    async begin({ path: text, nParts }) {
      const path = treePath(text);
      if (!Number.isInteger(nParts) || nParts < 1 || nParts > MOST_PARTS)
        throw partInvalid(`The number of parts must be from 1 to ${MOST_PARTS}`, nParts);
      const id = randomBytes(N_ID_BYTES).toString('base64url');
      ensureFolder(root);
      await mkdir(folderOf(id), { mode: 0o700 });
      const begun: Begun = { path, nParts };
      await writeFileAtomic(join(folderOf(id), 'upload.json'), JSON.stringify(begun));
      await syncFolder(root);
      return id;
    },

    async writePart(id, partNumber, bytes) {
      const { nParts } = await find(id);
      if (!Number.isInteger(partNumber) || partNumber < 1 || partNumber > nParts)
        throw partInvalid(`A part of this upload must be from 1 to ${nParts}`, partNumber);
      const temp = newTempPath('.part');
      const { sha256: tag } = await receiveFile(bytes, { path: temp, limitBytes });
      try {
        await renameDurable(temp, join(folderOf(id), `${partNumber}.${tag}`));
      } catch (thrown) {
        await rm(temp, { force: true });
        if (errnoOf(thrown) === 'ENOENT') throw uploadNotFound(id);
        throw thrown;
      }
      for (const old of await partsOf(id))
        if (old.partNumber === partNumber && old.tag !== tag)
          await rm(join(folderOf(id), `${partNumber}.${old.tag}`), { force: true });
      return tag;
    },

    async complete(id, named, at) {
      const { path, nParts } = await findAt(id, at);
      const there = new Set(
        (await partsOf(id)).map(({ partNumber, tag }) => `${partNumber}.${tag}`),
      );
      const tags = new Map(named.map(({ partNumber, tag }) => [partNumber, tag]));
      const numbers = Array.from({ length: nParts }, (_, i) => i + 1);
      const missing = numbers.filter((number) => !there.has(`${number}.${tags.get(number)}`));
      if (missing.length > 0 || tags.size !== nParts || named.length !== nParts)
        throw incomplete(id, { nParts, nNamed: named.length, missing });
      const files = numbers.map((number) => ({
        path: join(folderOf(id), `${number}.${tags.get(number)}`),
        sha256: tags.get(number) ?? '',
      }));
      let sizeBytes = 0;
      for (const file of files) sizeBytes += (await stat(file.path)).size;
      if (sizeBytes > limitBytes) throw fileTooLarge(limitBytes);
      const file = await trees.write(path, Readable.from(joined(files), { objectMode: false }));
      await remove(id);
      return file;
    },

    async abort(id, at) {
      await findAt(id, at);
      await remove(id);
    },

    async removeBefore(ms) {
      const names = await readdir(root).catch((thrown: unknown) => {
        if (errnoOf(thrown) === 'ENOENT') return [];
        throw thrown;
      });
      for (const id of names) {
        const begun = await stat(join(folderOf(id), 'upload.json')).catch(() => undefined);
        const made = begun ?? (await stat(folderOf(id)).catch(() => undefined));
        if (made !== undefined && made.mtimeMs < ms) await remove(id);
      }
    },
  };
}

/** The bytes of files one after the other, each held against its hash. */
async function* joined(
  files: readonly { readonly path: string; readonly sha256: string }[],
): AsyncGenerator<Buffer> {
  for (const { path, sha256 } of files) {
    const hash = createHash('sha256');
    for await (const chunk of createReadStream(path, { highWaterMark: READ_BYTES })) {
      hash.update(chunk as Buffer);
      yield chunk as Buffer;
    }
    if (hash.digest('hex') !== sha256) throw artifactDamaged(sha256);
  }
}

function uploadNotFound(id: string): AppError {
  return new AppError('UPLOAD_NOT_FOUND', {
    message: `Upload "${id.slice(0, 64)}" does not exist here: it is finished, or was given up.`,
    hint: 'Begin a new one and send every part again.',
    details: { id: id.slice(0, 64) },
  });
}

function partInvalid(expectation: string, received: number): AppError {
  return new AppError('REQUEST_INVALID', {
    message: `${expectation}, got ${received}.`,
    hint: 'Parts are counted from 1.',
    details: { received },
  });
}

function incomplete(
  id: string,
  {
    nParts,
    nNamed,
    missing,
  }: { readonly nParts: number; readonly nNamed: number; readonly missing: readonly number[] },
): AppError {
  const lacking = missing.slice(0, 5);
  const more =
    missing.length > lacking.length ? ` and ${missing.length - lacking.length} more` : '';
  const got =
    missing.length === 0 ? `${nNamed} parts` : `none of number ${lacking.join(', ')}${more}`;
  return new AppError('UPLOAD_INCOMPLETE', {
    message: `An upload of ${nParts} parts must name each of them once, with the tag that it got, got ${got}.`,
    hint: 'Send the missing parts, then complete it again.',
    details: { id, nParts, nNamed, missing: lacking, nMissing: missing.length },
  });
}
