import { mkdir, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type ArtifactHash, asId } from '@kaizenml/contracts';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../kit/index.ts';
import { tempHome } from '../testing/index.ts';
import { openFileArtifacts } from './file-artifacts.ts';
import { folderHash } from './folder-hash.ts';

const FILES = { 'manifest.json': '{}', 'deep/er/weights.bin': new Uint8Array([1, 2, 3]) };
const ABSENT = asId<ArtifactHash>('0'.repeat(64));
const text = (bytes: Uint8Array) => Buffer.from(bytes).toString();

describe('openFileArtifacts', () => {
  it('gives back any bytes under their SHA-256', async () => {
    await using temp = await tempHome();
    const artifacts = openFileArtifacts(temp.home);
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 5000 }), async (bytes) => {
        const { hash, sizeBytes } = await artifacts.putFile(bytes);
        expect(hash).toBe(sha256(bytes));
        expect(sizeBytes).toBe(bytes.length);
        expect(new Uint8Array(await artifacts.read(hash))).toEqual(bytes);
        expect(await artifacts.verify(hash)).toBe(true);
      }),
      { numRuns: 30, seed: 1 },
    );
    expect(await readdir(temp.home.tempPath)).toEqual([]);
  });

  it('gives back every file of a folder, under one hash whatever the order of the files', async () => {
    await using temp = await tempHome();
    const artifacts = openFileArtifacts(temp.home);
    const { hash, sizeBytes } = await artifacts.putFolder(FILES);
    const again = await artifacts.putFolder(Object.fromEntries(Object.entries(FILES).reverse()));
    expect(again).toEqual({ hash, sizeBytes: 5 });
    expect(sizeBytes).toBe(5);
    const lines = [
      `${sha256('{}')} manifest.json\n`,
      `${sha256(new Uint8Array([1, 2, 3]))} deep/er/weights.bin\n`,
    ];
    expect(hash).toBe(sha256(`kaizenml-folder-1\n${lines.sort().join('')}`));
    expect(text(await artifacts.read(hash, 'manifest.json'))).toBe('{}');
    expect([...(await artifacts.read(hash, 'deep/er/weights.bin'))]).toEqual([1, 2, 3]);
    expect(await artifacts.verify(hash)).toBe(true);
    expect(await artifacts.pathOf(hash)).toBe(join(temp.home.artifactsPath, hash));
    expect(await readdir(temp.home.tempPath)).toEqual([]);
  });

  it('moves a finished file, also when its content is there already', async () => {
    await using temp = await tempHome();
    const artifacts = openFileArtifacts(temp.home);
    for (const _ of [1, 2]) {
      const path = temp.home.newTempPath('.parquet');
      await writeFile(path, 'rows');
      const { hash, sizeBytes } = await artifacts.adoptFile(path);
      expect({ hash, sizeBytes }).toEqual({ hash: sha256('rows'), sizeBytes: 4 });
      await expect(stat(path)).rejects.toMatchObject({ code: 'ENOENT' });
      expect(text(await artifacts.read(hash))).toBe('rows');
    }
  });

  it('says FILE_NOT_FOUND when there is no file to move', async () => {
    await using temp = await tempHome();
    const path = join(temp.folder, 'nothing');
    await expect(openFileArtifacts(temp.home).adoptFile(path)).rejects.toMatchObject({
      code: 'FILE_NOT_FOUND',
      message: `"${path}" must be a file to become an artifact, got nothing.`,
      details: { path },
    });
  });

  it('says ARTIFACT_NOT_FOUND for what is not there, and for what is no hash', async () => {
    await using temp = await tempHome();
    const artifacts = openFileArtifacts(temp.home);
    for (const hash of [ABSENT, asId<ArtifactHash>('../kaizen.db'), asId<ArtifactHash>('')]) {
      const expected = {
        code: 'ARTIFACT_NOT_FOUND',
        message: `Artifact "${hash}" does not exist.`,
        details: { hash },
      };
      await expect(artifacts.pathOf(hash)).rejects.toMatchObject(expected);
      await expect(artifacts.read(hash)).rejects.toMatchObject(expected);
      expect(await artifacts.verify(hash)).toBe(false);
    }
  });

  it('says ARTIFACT_NOT_FOUND for a file that an artifact does not have', async () => {
    await using temp = await tempHome();
    const artifacts = openFileArtifacts(temp.home);
    const { hash: folder } = await artifacts.putFolder(FILES);
    const { hash: file } = await artifacts.putFile('x');
    for (const inner of ['card.md', '../../kaizen.db', 'deep', ''])
      await expect(artifacts.read(folder, inner)).rejects.toMatchObject({
        code: 'ARTIFACT_NOT_FOUND',
        message: `Artifact "${folder}" has no file "${inner}".`,
        details: { hash: folder, file: inner },
      });
    await expect(artifacts.read(file, 'a')).rejects.toMatchObject({
      code: 'ARTIFACT_NOT_FOUND',
      message: `Artifact "${file}" has no file "a".`,
      details: { hash: file, file: 'a' },
    });
    await expect(artifacts.read(folder)).rejects.toMatchObject({
      code: 'ARTIFACT_NOT_FOUND',
      message: `Artifact "${folder}" is a folder, so the name of a file in it is needed.`,
      details: { hash: folder },
    });
  });

  it.each([
    '../a',
    'a/../../b',
    '/etc/passwd',
    'C:/a',
    'C:a',
    'a\\b',
    'a\0b',
    'a\nb',
    '.',
    'a//b',
    'a/',
    '',
  ])('refuses the path %j and writes nothing', async (path) => {
    await using temp = await tempHome();
    const attempt = openFileArtifacts(temp.home).putFolder({ ok: 'ok', [path]: 'x' });
    await expect(attempt).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: `A file of an artifact must have a relative path with "/" and without "..", got ${JSON.stringify(path)}.`,
      details: { path },
    });
    expect(await readdir(temp.home.artifactsPath)).toEqual([]);
    expect(await readdir(temp.home.tempPath)).toEqual([]);
  });

  it('refuses a folder without files, and a file that is also a folder', async () => {
    await using temp = await tempHome();
    const artifacts = openFileArtifacts(temp.home);
    await expect(artifacts.putFolder({})).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: 'A folder artifact must have a file, got none.',
      details: { paths: [] },
    });
    await expect(artifacts.putFolder({ a: '1', 'a/b': '2' })).rejects.toMatchObject({
      code: 'ARGUMENT_INVALID',
      message: 'A file of an artifact must not be the folder of another, got "a" and "a/b".',
      details: { path: 'a/b', clash: 'a' },
    });
  });

  it('finds damage of a file, and mends it when the same content is put again', async () => {
    await using temp = await tempHome();
    const artifacts = openFileArtifacts(temp.home);
    const { hash } = await artifacts.putFile('whole');
    await artifacts.read(hash);
    await writeFile(await artifacts.pathOf(hash), 'wholE');
    expect(await artifacts.verify(hash)).toBe(false);
    await expect(artifacts.read(hash)).rejects.toMatchObject({
      code: 'ARTIFACT_DAMAGED',
      message: `Artifact "${hash}" must be what was stored, got other content.`,
      details: { hash },
    });
    await artifacts.putFile('whole');
    expect(text(await artifacts.read(hash))).toBe('whole');
  });

  it('finds damage of a folder that was read before, and mends it', async () => {
    await using temp = await tempHome();
    const artifacts = openFileArtifacts(temp.home);
    const { hash } = await artifacts.putFolder(FILES);
    await artifacts.read(hash, 'manifest.json');
    const path = join(await artifacts.pathOf(hash), 'manifest.json');
    for (const damage of [() => writeFile(path, '[]'), () => rm(path)]) {
      await damage();
      expect(await artifacts.verify(hash)).toBe(false);
      await expect(artifacts.read(hash, 'manifest.json')).rejects.toMatchObject({
        code: 'ARTIFACT_DAMAGED',
        message: `File "manifest.json" of artifact "${hash}" must be what was stored, got other content.`,
        details: { hash, file: 'manifest.json' },
      });
      await artifacts.putFolder(FILES);
      expect(text(await artifacts.read(hash, 'manifest.json'))).toBe('{}');
    }
    expect(await readdir(temp.home.tempPath)).toEqual([]);
  });

  it.each([
    ['a file too many', (path: string) => writeFile(join(path, 'more'), '')],
    ['a link', (path: string) => symlink('/etc/hosts', join(path, 'link'))],
    [
      'a file that is a folder',
      async (path: string) => {
        await rm(join(path, 'manifest.json'));
        await mkdir(join(path, 'manifest.json'));
      },
    ],
  ])('calls a folder with %s damaged', async (_, damage) => {
    await using temp = await tempHome();
    const artifacts = openFileArtifacts(temp.home);
    const { hash } = await artifacts.putFolder(FILES);
    await damage(await artifacts.pathOf(hash));
    expect(await artifacts.verify(hash)).toBe(false);
    await expect(artifacts.read(hash, 'deep/er/weights.bin')).rejects.toMatchObject({
      code: 'ARTIFACT_DAMAGED',
      details: { hash },
      message: `Artifact "${hash}" must be what was stored, got other content.`,
    });
  });

  it('is written while somebody takes the same one away again and again', async () => {
    await using temp = await tempHome();
    const artifacts = openFileArtifacts(temp.home);
    const path = join(temp.home.artifactsPath, sha256('1'));
    let isWriting = true;
    const removing = (async () => {
      while (isWriting) await rm(path, { force: true });
    })();
    for (let i = 0; i < 40; i++)
      await Promise.all(Array.from({ length: 8 }, () => artifacts.putFile('1')));
    isWriting = false;
    await removing;
    const { hash } = await artifacts.putFile('1');
    expect(await artifacts.verify(hash)).toBe(true);
  });

  it('is fine when the same artifact is written many times at once', async () => {
    await using temp = await tempHome();
    const stores = [openFileArtifacts(temp.home), openFileArtifacts(temp.home)];
    const puts = Array.from({ length: 12 }, (_, i) => {
      const artifacts = stores[i % 2] ?? openFileArtifacts(temp.home);
      return i % 3 ? artifacts.putFolder(FILES) : artifacts.putFile('same');
    });
    const hashes = new Set((await Promise.all(puts)).map(({ hash }) => hash));
    expect(hashes.size).toBe(2);
    for (const hash of hashes) expect(await stores[0]?.verify(hash)).toBe(true);
    expect(await readdir(temp.home.tempPath)).toEqual([]);
    expect(await readdir(temp.home.artifactsPath)).toHaveLength(2);
  });
});

describe('folderHash', () => {
  it('is the hash of sorted lines', () => {
    const hashes = new Map([
      ['b', 'ff'],
      ['a', '00'],
    ]);
    expect(folderHash(hashes)).toBe(sha256('kaizenml-folder-1\n00 a\nff b\n'));
  });
});
