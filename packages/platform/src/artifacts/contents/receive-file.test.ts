import { readdir, readFile } from 'node:fs/promises';
import { Readable } from 'node:stream';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sha256 } from '../../kit/index.ts';
import { tempHome } from '../../testing/index.ts';
import { receiveFile } from './receive-file.ts';

describe('receiveFile', () => {
  it('writes and hashes what comes, however it is cut', async () => {
    await using temp = await tempHome();
    await fc.assert(
      fc.asyncProperty(fc.array(fc.uint8Array({ maxLength: 300 })), async (chunks) => {
        const bytes = Buffer.concat(chunks);
        const path = temp.home.newTempPath();
        const source = Readable.from(chunks.map((each) => Buffer.from(each)));
        const received = await receiveFile(source, { path, limitBytes: bytes.length });
        expect(received).toEqual({ path, sha256: sha256(bytes), sizeBytes: bytes.length });
        expect((await readFile(path)).equals(bytes)).toBe(true);
      }),
      { numRuns: 20, seed: 1 },
    );
  });

  it('refuses a byte too many, leaves the source to be told, and nothing on the disk', async () => {
    await using temp = await tempHome();
    const source = Readable.from([Buffer.alloc(6), Buffer.alloc(5), Buffer.alloc(1)]);
    const attempt = receiveFile(source, { path: temp.home.newTempPath(), limitBytes: 10 });
    await expect(attempt).rejects.toMatchObject({
      code: 'BODY_TOO_LARGE',
      message: 'A file that is sent must have at most 10 bytes, got more.',
      details: { limitBytes: 10 },
    });
    expect(source.destroyed).toBe(false);
    expect(await readdir(temp.home.tempPath)).toEqual([]);
  });

  it('refuses what breaks off', async () => {
    await using temp = await tempHome();
    const broken = Object.assign(new Error('aborted'), { code: 'ECONNRESET' });
    async function* half() {
      yield Buffer.from('half');
      throw broken;
    }
    const attempt = receiveFile(Readable.from(half()), {
      path: temp.home.newTempPath(),
      limitBytes: 10,
    });
    await expect(attempt).rejects.toMatchObject({
      code: 'REQUEST_INVALID',
      message: 'A file must arrive whole, got a part of it.',
    });
    expect(await readdir(temp.home.tempPath)).toEqual([]);
  });
});
