import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { rejectionOf } from '../../../../../test/thrown-by.ts';
import { alignedBytes, sha256 } from '../../kit/index.ts';
import { type TempHome, tempHome } from '../../testing/index.ts';
import { openFileChunks } from './chunk-store.ts';
import type { ChunkStore } from './store.ts';

let temp: TempHome;
let chunks: ChunkStore;
const put = (text: string, ...like: readonly string[]) => {
  const bytes = Buffer.from(text);
  return chunks.put({ bytes, sizeBytes: bytes.length, like });
};
const filesOf = () => readdir(join(temp.home.path, 'chunks'));
const rows = (n: number, change = -1) =>
  Array.from({ length: n }, (_, i) => `${i},${i === change ? 'other' : i * 7}\n`).join('');

beforeEach(async () => {
  temp = await tempHome();
  chunks = openFileChunks(temp.home);
});
afterEach(() => temp[Symbol.asyncDispose]());

describe('chunks', () => {
  it('are stored once and read back', async () => {
    const first = await put('a,b\n1,2\n');
    expect(first).toEqual({ hash: sha256('a,b\n1,2\n'), isNew: true, storedBytes: 8 });
    expect(await put('a,b\n1,2\n')).toEqual({ hash: first.hash, isNew: false, storedBytes: 0 });
    expect(Buffer.from(await chunks.read(first.hash)).toString()).toBe('a,b\n1,2\n');
    expect(await filesOf()).toEqual([first.hash]);
    expect(await readdir(temp.home.tempPath)).toEqual([]);
  });

  it('are written past the page cache to the byte, whatever their size', async () => {
    for (const sizeBytes of [1, 4095, 4096, 4097, 70_000]) {
      const bytes = alignedBytes(sizeBytes);
      bytes.fill(sizeBytes % 251);
      const { hash } = await chunks.put({ bytes, sizeBytes, isAligned: true });
      expect(await readFile(join(temp.home.path, 'chunks', hash))).toEqual(
        Buffer.from(bytes.subarray(0, sizeBytes)),
      );
    }
  });

  it('are kept as the difference to one that is alike, which always is a whole one', async () => {
    const [a, b, c] = [rows(5000), rows(5000, 2500), rows(5000, 100)];
    const first = await put(a);
    const second = await put(b, first.hash);
    expect(second.storedBytes).toBeLessThan(300);
    const third = await put(c, second.hash);
    expect((await filesOf()).sort()).toEqual(
      [first.hash, `${second.hash}.delta`, `${third.hash}.delta`].sort(),
    );
    for (const [text, { hash }] of [
      [a, first],
      [b, second],
      [c, third],
    ] as const)
      expect(Buffer.from(await chunks.read(hash)).toString()).toBe(text);
    const path = join(temp.home.path, 'chunks', `${third.hash}.delta`);
    expect((await readFile(path)).toString('latin1', 0, 64)).toBe(first.hash);
  });

  it('stand on several others where a cut between them is gone', async () => {
    const other = Array.from({ length: 5000 }, (_, i) => `${i},more ${i * 11}\n`).join('');
    const [a, b] = [await put(rows(5000)), await put(other)];
    const both = await put(rows(5000, 10) + other.replace('more 22\n', 'else\n'), a.hash, b.hash);
    expect(both.storedBytes).toBeLessThan(400);
    expect(Buffer.from(await chunks.read(both.hash)).toString()).toContain('\n2,else\n3,more 33');
    const half = await put(other.slice(0, other.length / 2), both.hash);
    expect(half.storedBytes).toBeLessThan(400);
    await chunks.sweep({ isUsed: (hash) => hash === both.hash, isCandidate: () => true });
    expect((await filesOf()).sort()).toEqual([a.hash, b.hash, `${both.hash}.delta`].sort());
    expect(await chunks.has(both.hash)).toBe(true);
    await chunks.sweep({ isUsed: () => false, isCandidate: (hash) => hash === both.hash });
    expect(await filesOf()).toEqual([]);
    expect(await chunks.has(both.hash)).toBe(false);
  });

  it('leave the disk when they are not used, and stay while a difference needs them', async () => {
    const first = await put(rows(5000));
    const second = await put(rows(5000, 7), first.hash);
    const other = await put('x');
    expect(
      await chunks.sweep({ isUsed: (hash) => hash === second.hash, isCandidate: () => true }),
    ).toBe(1);
    expect((await filesOf()).sort()).toEqual([first.hash, `${second.hash}.delta`].sort());
    expect(await chunks.has(second.hash)).toBe(true);
    expect(await chunks.has(other.hash)).toBe(false);
    await chunks.sweep({ isUsed: () => false, isCandidate: (hash) => hash === second.hash });
    expect(await filesOf()).toEqual([]);
  });

  it('are refused when damaged, and replaced when stored again', async () => {
    const { hash } = await put('a\n1\n');
    await writeFile(join(temp.home.path, 'chunks', hash), 'a\n2\n');
    expect(await rejectionOf(chunks.read(hash))).toMatchObject({ code: 'ARTIFACT_DAMAGED' });
    expect((await put('a\n1\n')).isNew).toBe(true);
    expect(Buffer.from(await chunks.read(hash)).toString()).toBe('a\n1\n');
    const first = await put(rows(5000));
    const second = await put(rows(5000, 7), first.hash);
    await writeFile(join(temp.home.path, 'chunks', first.hash), rows(5000, 8));
    expect(await rejectionOf(chunks.read(second.hash))).toMatchObject({
      code: 'ARTIFACT_DAMAGED',
      details: { hash: first.hash },
    });
    expect(await rejectionOf(chunks.read(sha256('?')))).toMatchObject({
      code: 'ARTIFACT_NOT_FOUND',
    });
  });
});
