import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIds, sha256 } from '../../kit/index.ts';
import { openSqliteStore, type Store } from '../../storage/index.ts';
import { type TempHome, tempHome } from '../../testing/index.ts';
import { openFileContents } from '../contents/file-contents.ts';
import { type ArtifactTrees, createArtifactTrees } from './trees.ts';

const TOMORROW_MS = 8.64e15;

describe('createArtifactTrees', () => {
  let temp: TempHome;
  let store: Store;
  let trees: ArtifactTrees;
  beforeEach(async () => {
    temp = await tempHome();
    store = await openSqliteStore(temp.home.databasePath);
    trees = createArtifactTrees({ home: temp.home, contents: contents(), ...rest() });
  });
  afterEach(async () => {
    await store.close();
    await temp[Symbol.asyncDispose]();
  });

  const folder = () => join(temp.home.artifactsPath, 'contents');
  const contents = () => openFileContents(folder(), { nextId: createIds() });
  const rest = () => ({ files: store.artifactFiles, limitBytes: 1000 });
  const write = (path: string, text: string) =>
    trees.write(path, Readable.from([Buffer.from(text)]));
  const read = async (path: string) => {
    const chunks: Buffer[] = [];
    for await (const chunk of await trees.read(await trees.get(path))) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  };
  const stored = async () => {
    const names: string[] = [];
    for await (const { name } of contents().list()) names.push(name);
    return names;
  };

  it('gives back files by path, and stores equal ones once', async () => {
    const made = await write('1/r/a.txt', 'text');
    expect(made).toMatchObject({ path: '1/r/a.txt', sha256: sha256('text'), sizeBytes: 4 });
    await write('1/r/b/a.txt', 'text');
    await write('1/r/A.txt', 'TEXT');
    expect([await read('1/r/a.txt'), await read('1/r/b/a.txt'), await read('1/r/A.txt')]).toEqual([
      'text',
      'text',
      'TEXT',
    ]);
    expect(await stored()).toHaveLength(2);
    expect(await readdir(temp.home.tempPath)).toEqual([]);
  });

  it('replaces a file, and keeps what another one needs', async () => {
    await write('a', 'old');
    await write('b', 'old');
    await write('a', 'new');
    expect([await read('a'), await read('b')]).toEqual(['new', 'old']);
    await write('b', 'new');
    expect(await stored()).toHaveLength(1);
  });

  it('leaves a file as it was when the next one fails', async () => {
    await write('a', 'old');
    await expect(write('a', 'x'.repeat(1001))).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
    await expect(write('a/b', 'x')).rejects.toMatchObject({
      code: 'ARTIFACT_PATH_TAKEN',
      message: '"a/b" must be free for a file, got "a" there.',
      details: { path: 'a/b', taken: 'a' },
    });
    expect(await read('a')).toBe('old');
    expect(await stored()).toHaveLength(1);
    expect(await readdir(temp.home.tempPath)).toEqual([]);
  });

  it('removes a run without what a version needs of it', async () => {
    await write('1/r/artifacts/model/weights', 'w');
    await write('1/r/artifacts/log', 'l');
    expect(await trees.copy('1/r/artifacts/model', 'models/m/1')).toBe(1);
    expect(await trees.remove('1/r')).toEqual({
      files: [
        { path: '1/r/artifacts/log', sha256: sha256('l'), sizeBytes: 1 },
        { path: '1/r/artifacts/model/weights', sha256: sha256('w'), sizeBytes: 1 },
      ],
      freedBytes: 1,
    });
    expect(await read('models/m/1/weights')).toBe('w');
    expect(await stored()).toHaveLength(1);
    await expect(trees.get('1/r/artifacts/log')).rejects.toMatchObject({
      code: 'ARTIFACT_PATH_NOT_FOUND',
      message: 'A file must lie at "1/r/artifacts/log", got nothing.',
      details: { path: '1/r/artifacts/log' },
    });
  });

  it('mends bytes that went missing when they come again, for every file', async () => {
    await write('a', 'text');
    await rm(folder(), { recursive: true });
    await expect(read('a')).rejects.toMatchObject({
      code: 'ARTIFACT_DAMAGED',
      details: { hash: sha256('text') },
    });
    await write('b', 'text');
    expect([await read('a'), await read('b')]).toEqual(['text', 'text']);
  });

  it('reads a file that was replaced by the same bytes after it was found', async () => {
    await write('a', 'text');
    const file = await trees.get('a');
    await trees.remove('a');
    await write('a', 'text');
    const chunks: Buffer[] = [];
    for await (const chunk of await trees.read(file)) chunks.push(chunk as Buffer);
    expect(Buffer.concat(chunks).toString()).toBe('text');
    await trees.remove('a');
    await expect(trees.read(file)).rejects.toMatchObject({ code: 'ARTIFACT_PATH_NOT_FOUND' });
  });

  it('sweeps what a dead process stored and did not record, and nothing else', async () => {
    await write('a', 'text');
    const path = temp.home.newTempPath();
    await writeFile(path, 'orphan');
    await contents().adopt({ path, sha256: sha256('orphan'), sizeBytes: 6 });
    expect(await trees.sweep({ before: 0 })).toEqual({ nContents: 0, freedBytes: 0 });
    expect(await trees.sweep({ before: TOMORROW_MS })).toEqual({ nContents: 1, freedBytes: 6 });
    expect(await read('a')).toBe('text');
    expect(await stored()).toHaveLength(1);
  });

  it('loses no bytes that are needed while equal files are written and removed at once', async () => {
    const other = await openSqliteStore(temp.home.databasePath);
    const second = createArtifactTrees({
      ...{ home: temp.home, contents: contents(), ...rest(), files: other.artifactFiles },
    });
    await Promise.all(
      Array.from({ length: 30 }, async (_, i) => {
        const each = i % 2 ? trees : second;
        await each.write(`f/${i % 4}`, Readable.from([Buffer.from(`text ${i % 3}`)]));
        if (i % 5 === 0) await each.remove(`f/${(i + 1) % 4}`);
      }),
    );
    for (const { path } of (await trees.list('f', { limit: 10 })).items)
      expect(await read(path)).toMatch(/^text \d$/);
    expect((await trees.sweep({ before: TOMORROW_MS })).nContents).toBe(0);
    await other.close();
  });
});
