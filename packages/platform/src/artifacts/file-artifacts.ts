import { copyFile, lstat, readFile, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, type ArtifactHash, asId } from '@kaizenml/contracts';
import { type Home, sha256, syncFile, toWriteError, writeFileDurable } from '../kit/index.ts';
import { artifactDamaged, artifactNotFound, fileNotFound, isFolder } from './artifact-errors.ts';
import { assertInnerPaths, isHash } from './artifact-paths.ts';
import { openFileChunks } from './chunks/chunk-store.ts';
import { folderHash } from './folder-hash.ts';
import { type Content, inspect, kindAt } from './inspect.ts';
import { isSameFileSystem, place, writeFolder } from './place.ts';
import { discardAside, setArtifactAside, sizeOfArtifact } from './remove-artifact.ts';
import type { ArtifactFiles, ArtifactStore, StoredArtifact } from './store.ts';

const REHASH_MAX_BYTES = 64 * 1024 * 1024;

/**
 * Artifacts as files and folders of a home, each under its hash.
 *
 * What is read is hashed again, files of 64 MiB and more once per store. A folder is hashed as a whole once per
 * store; after that only the file that is read.
 */
export function openFileArtifacts(home: Home): ArtifactStore {
  const verified = new Map<string, Content>();

  const getVerified = async (hash: string): Promise<Content> => {
    const known = verified.get(hash);
    if (known !== undefined) return known;
    const content = await inspect(await getPath(home, hash));
    if (content?.hash !== hash) throw artifactDamaged(hash);
    verified.set(hash, content);
    return content;
  };

  return {
    chunks: openFileChunks(home),
    putFile: (bytes) => putFile(home, bytes),
    adoptFile: (path) => adoptFile(home, path),
    putFolder: (files) => putFolder(home, files),
    async verify(hash) {
      if (!isHash(hash)) return false;
      const content = await inspect(join(home.artifactsPath, hash));
      return content?.hash === hash;
    },
    pathOf: (hash) => getPath(home, hash),
    sizeOf: (hash) => sizeOfArtifact(home, hash),
    setAside: (hash) => setArtifactAside(home, hash),
    discard: discardAside,
    async read(hash, file) {
      const path = await getPath(home, hash);
      const verifyOnce = () => getVerified(hash);
      if ((await kindAt(path)) === 'file') {
        if (file !== undefined) throw fileNotFound(hash, file, []);
        return readChecked(path, hash, { verifyOnce, damaged: artifactDamaged(hash) });
      }
      const content = await getVerified(hash);
      if (content.kind === 'file') throw artifactDamaged(hash);
      const names = [...content.files.keys()];
      if (file === undefined) throw isFolder(hash, names);
      const expected = content.files.get(file);
      if (expected === undefined) throw fileNotFound(hash, file, names);
      return readChecked(join(path, ...file.split('/')), expected, {
        verifyOnce,
        damaged: artifactDamaged(hash, file),
      });
    },
  };
}

async function putFile(home: Home, bytes: Uint8Array | string): Promise<StoredArtifact> {
  const content = typeof bytes === 'string' ? Buffer.from(bytes) : bytes;
  const hash = asId<ArtifactHash>(sha256(content));
  await withTemp(home, hash, async (temp) => {
    await writeFileDurable(temp, content);
    await place(home, temp, hash);
  });
  return { hash, sizeBytes: content.byteLength };
}

async function adoptFile(home: Home, path: string): Promise<StoredArtifact> {
  const content = await inspect(path);
  if (content?.kind !== 'file')
    throw new AppError('FILE_NOT_FOUND', {
      message: `"${path}" must be a file to become an artifact, got ${content?.kind ?? 'nothing'}.`,
      hint: 'Check the path.',
      details: { path },
    });
  const hash = asId<ArtifactHash>(content.hash);
  await withTemp(home, hash, async (temp) => {
    if (await isSameFileSystem(path, home.tempPath)) {
      await syncFile(path);
      return place(home, path, hash);
    }
    await copyFile(path, temp);
    await syncFile(temp);
    await place(home, temp, hash);
    await rm(path);
  });
  return { hash, sizeBytes: content.sizeBytes };
}

async function putFolder(home: Home, files: ArtifactFiles): Promise<StoredArtifact> {
  assertInnerPaths(Object.keys(files));
  const hashes = Object.entries(files).map(([path, content]) => [path, sha256(content)] as const);
  const hash = folderHash(new Map(hashes));
  await withTemp(home, hash, async (temp) => {
    await writeFolder(temp, files);
    await place(home, temp, hash);
  });
  const sizes = Object.values(files).map((content) => Buffer.byteLength(content));
  return { hash, sizeBytes: sizes.reduce((sum, size) => sum + size, 0) };
}

async function withTemp(
  home: Home,
  hash: ArtifactHash,
  work: (temp: string) => Promise<void>,
): Promise<void> {
  const temp = home.newTempPath();
  try {
    await work(temp);
  } catch (thrown) {
    await rm(temp, { recursive: true, force: true });
    throw toWriteError(thrown, join(home.artifactsPath, hash));
  }
}

async function getPath(home: Home, hash: string): Promise<string> {
  const path = join(home.artifactsPath, hash);
  if (!isHash(hash) || (await kindAt(path)) === undefined) throw artifactNotFound(hash);
  return path;
}

async function readChecked(
  path: string,
  expected: string,
  { verifyOnce, damaged }: { verifyOnce: () => Promise<Content>; damaged: AppError },
): Promise<Uint8Array> {
  const sizeBytes = (await lstat(path).catch(() => undefined))?.size;
  if (sizeBytes === undefined) throw damaged;
  if (sizeBytes >= REHASH_MAX_BYTES) {
    await verifyOnce();
    return readFile(path);
  }
  const bytes = await readFile(path);
  if (sha256(bytes) !== expected) throw damaged;
  return bytes;
}
