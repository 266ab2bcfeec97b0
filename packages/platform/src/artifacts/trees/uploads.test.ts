import { appendFile, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createIds, sha256, systemClock } from '../../kit/index.ts';
import { openSqliteStore, type Store } from '../../storage/index.ts';
import { type TempHome, tempHome } from '../../testing/index.ts';
import { openFileContents } from '../contents/file-contents.ts';
import { type ArtifactTrees, createArtifactTrees } from './trees.ts';
import { openUploads, type Uploads } from './uploads.ts';

describe('openUploads', () => {
  let temp: TempHome;
  let store: Store;
  let trees: ArtifactTrees;
  let uploads: Uploads;
  beforeEach(async () => {
    temp = await tempHome();
    store = await openSqliteStore(temp.home.databasePath);
    const contents = openFileContents(join(temp.home.artifactsPath, 'contents'), {
      nextId: createIds(),
    });
    trees = createArtifactTrees({
      ...{ home: temp.home, contents, files: store.artifactFiles },
      limitBytes: 20,
    });
    uploads = openUploads(temp.home, trees);
  });
  afterEach(async () => {
    await store.close();
    await temp[Symbol.asyncDispose]();
  });

  const part = (id: string, partNumber: number, text: string) =>
    uploads.writePart(id, partNumber, Readable.from([Buffer.from(text)]));
  const read = async (path: string) => {
    const chunks: Buffer[] = [];
    for await (const chunk of await trees.read(await trees.get(path))) chunks.push(chunk as Buffer);
    return Buffer.concat(chunks).toString();
  };
  const left = () => readdir(join(temp.home.path, 'uploads'));

  it('puts parts together that came in any order, some twice, after a restart', async () => {
    const id = await uploads.begin({ path: 'a/b', nParts: 3 });
    const third = await part(id, 3, 'ghi');
    await part(id, 1, 'wrong');
    uploads = openUploads(temp.home, trees);
    const [first, second] = await Promise.all([part(id, 1, 'abc'), part(id, 2, 'def')]);
    expect(first).toBe(sha256('abc'));
    const parts = [
      { partNumber: 2, tag: second },
      { partNumber: 3, tag: third },
      { partNumber: 1, tag: first },
    ];
    expect(await uploads.complete(id, parts, 'a/b')).toMatchObject({
      path: 'a/b',
      sha256: sha256('abcdefghi'),
      sizeBytes: 9,
    });
    expect(await read('a/b')).toBe('abcdefghi');
    expect(await left()).toEqual([]);
    expect(await readdir(temp.home.tempPath)).toEqual([]);
  });

  it('says which parts are missing, and goes on when they have come', async () => {
    const id = await uploads.begin({ path: 'a', nParts: 3 });
    const first = await part(id, 1, '1');
    const named = [{ partNumber: 1, tag: first }];
    await expect(uploads.complete(id, named, 'a')).rejects.toMatchObject({
      code: 'UPLOAD_INCOMPLETE',
      message:
        'An upload of 3 parts must name each of them once, with the tag that it got, got none of number 2, 3.',
      details: { nParts: 3, nNamed: 1, missing: [2, 3], nMissing: 2 },
    });
    const [second, third] = [await part(id, 2, '2'), await part(id, 3, '3')];
    const all = [...named, { partNumber: 2, tag: second }, { partNumber: 3, tag: third }];
    await expect(uploads.complete(id, [...all, ...named], 'a')).rejects.toMatchObject({
      code: 'UPLOAD_INCOMPLETE',
      details: { nNamed: 4, missing: [] },
    });
    await uploads.complete(id, all, 'a');
    expect(await read('a')).toBe('123');
  });

  it('is for one path, and over once it is complete or given up', async () => {
    const id = await uploads.begin({ path: 'a', nParts: 1 });
    const tag = await part(id, 1, 'x');
    const unknown = { code: 'UPLOAD_NOT_FOUND', details: { id } };
    await expect(uploads.complete(id, [{ partNumber: 1, tag }], 'b')).rejects.toMatchObject(
      unknown,
    );
    await expect(uploads.abort(id, 'b')).rejects.toMatchObject(unknown);
    await uploads.abort(id, 'a');
    await expect(part(id, 1, 'x')).rejects.toMatchObject(unknown);
    await expect(uploads.abort(id, 'a')).rejects.toMatchObject(unknown);
    expect(await left()).toEqual([]);
  });

  it.each(['..', '../..', '', 'x'.repeat(43), '../uploads/aaaa'])(
    'knows no upload %j',
    async (id) => {
      await expect(part(id, 1, 'x')).rejects.toMatchObject({ code: 'UPLOAD_NOT_FOUND' });
    },
  );

  it('refuses parts that it does not have, and more bytes than a file may have', async () => {
    const id = await uploads.begin({ path: 'a', nParts: 2 });
    for (const number of [0, 3, 1.5, Number.NaN])
      await expect(part(id, number, 'x')).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
        message: `A part of this upload must be from 1 to 2, got ${number}.`,
      });
    await expect(part(id, 1, 'x'.repeat(21))).rejects.toMatchObject({ code: 'BODY_TOO_LARGE' });
    const parts = [
      { partNumber: 1, tag: await part(id, 1, 'x'.repeat(15)) },
      { partNumber: 2, tag: await part(id, 2, 'y'.repeat(6)) },
    ];
    await expect(uploads.complete(id, parts, 'a')).rejects.toMatchObject({
      code: 'BODY_TOO_LARGE',
      details: { limitBytes: 20 },
    });
    for (const nParts of [0, 10_001, 1.5])
      await expect(uploads.begin({ path: 'b', nParts })).rejects.toMatchObject({
        code: 'REQUEST_INVALID',
        message: `The number of parts must be from 1 to 10000, got ${nParts}.`,
      });
  });

  it('takes no part that has changed since it came', async () => {
    const id = await uploads.begin({ path: 'a', nParts: 1 });
    const tag = await part(id, 1, 'x');
    await appendFile(join(temp.home.path, 'uploads', id, `1.${tag}`), 'y');
    await expect(uploads.complete(id, [{ partNumber: 1, tag }], 'a')).rejects.toMatchObject({
      code: 'ARTIFACT_DAMAGED',
      details: { hash: tag },
    });
    await expect(trees.get('a')).rejects.toMatchObject({ code: 'ARTIFACT_PATH_NOT_FOUND' });
  });

  it('removes what was begun long ago', async () => {
    const id = await uploads.begin({ path: 'a', nParts: 1 });
    await uploads.removeBefore(0);
    expect(await left()).toEqual([id]);
    await uploads.removeBefore(systemClock.now() + 60_000);
    expect(await left()).toEqual([]);
  });
});
