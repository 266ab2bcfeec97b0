import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../testing/index.ts';
import { writeFileAtomic } from './atomic-file.ts';
import { toWriteError } from './disk-errors.ts';
import { sha256, sha256File } from './sha256.ts';

describe('writeFileAtomic', () => {
  it('creates and replaces a file and leaves nothing beside it', async () => {
    await using temp = await tempHome();
    const folder = join(temp.folder, 'out');
    await mkdir(folder);
    const path = join(folder, 'a.txt');
    await writeFileAtomic(path, 'old');
    await writeFileAtomic(path, new Uint8Array([110, 101, 119]));
    expect(await readFile(path, 'utf8')).toBe('new');
    expect(await readdir(folder)).toEqual(['a.txt']);
  });

  it('shows a reader the old content or the new one, never a part', async () => {
    await using temp = await tempHome();
    const path = join(temp.folder, 'a.txt');
    const contents = ['a', 'b'].map((letter) => letter.repeat(500_000));
    await writeFile(path, contents[0] ?? '');
    const writing = (async () => {
      for (let i = 0; i < 20; i++) await writeFileAtomic(path, contents[i % 2] ?? '');
    })();
    for (let i = 0; i < 40; i++) expect(contents).toContain(await readFile(path, 'utf8'));
    await writing;
  });

  it('removes its temp file when the rename fails', async () => {
    await using temp = await tempHome();
    const folder = join(temp.folder, 'out');
    await mkdir(join(folder, 'taken', 'full'), { recursive: true });
    const attempt = writeFileAtomic(join(folder, 'taken'), 'x');
    await expect(attempt).rejects.toMatchObject({ code: 'EISDIR' });
    expect(await readdir(folder)).toEqual(['taken']);
  });
});

describe('toWriteError', () => {
  it.each([
    ['ENOSPC', 'DISK_FULL', '"/x/y" could not be written because its disk is full.'],
    ['EDQUOT', 'DISK_FULL', '"/x/y" could not be written because its disk is full.'],
    ['EACCES', 'HOME_NOT_WRITABLE', '"/x/y" must be writable, got EACCES.'],
    ['EROFS', 'HOME_NOT_WRITABLE', '"/x/y" must be writable, got EROFS.'],
  ])('says what %s means', (errno, code, message) => {
    const thrown = Object.assign(new Error(errno), { code: errno });
    expect(toWriteError(thrown, '/x/y')).toMatchObject({
      code,
      message,
      details: { path: '/x/y' },
      cause: thrown,
    });
  });

  it('gives any other value back as it is', () => {
    const thrown = new Error('else');
    expect(toWriteError(thrown, '/x/y')).toBe(thrown);
    expect(toWriteError(undefined, '/x/y')).toBeUndefined();
  });
});

describe('sha256', () => {
  it('agrees with the examples of FIPS 180-2, for texts, bytes and files', async () => {
    await using temp = await tempHome();
    const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad';
    const path = join(temp.folder, 'abc');
    await writeFile(path, 'abc');
    expect(sha256('abc')).toBe(expected);
    expect(sha256(new Uint8Array([97, 98, 99]))).toBe(expected);
    expect(await sha256File(path)).toBe(expected);
    expect(sha256('')).toBe('e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855');
  });
});
