import { open, readdir, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createIds, sha256 } from '../../kit/index.ts';
import { contentChecks, type TempHome, tempHome } from '../../testing/index.ts';
import { openFileContents } from './file-contents.ts';

describe('openFileContents', () => {
  let temp: TempHome;
  beforeAll(async () => {
    temp = await tempHome();
  });
  afterAll(() => temp[Symbol.asyncDispose]());

  const nextId = createIds();
  const folder = () => join(temp.home.artifactsPath, 'contents');
  const contents = () => openFileContents(folder(), { nextId });
  const pathOf = (name: string) => join(folder(), name.slice(0, 2), name);
  const home = { newTempPath: () => temp.home.newTempPath() } as TempHome['home'];
  const damage = async (name: string) => {
    const file = await open(pathOf(name), 'r+');
    const { buffer } = await file.read(Buffer.alloc(1), 0, 1, 7);
    await file.write(Uint8Array.of((buffer[0] ?? 0) ^ 1), 0, 1, 7);
    await file.close();
  };

  it.each(contentChecks({ open: async () => contents(), home, damage, largeBytes: 1024 ** 2 }))(
    '$promise',
    ({ run }) => run(),
  );

  const keep = async (text: string) => {
    const path = temp.home.newTempPath();
    await writeFile(path, text);
    return contents().adopt({ path, sha256: sha256(text), sizeBytes: text.length });
  };

  it('leaves nothing in the temporary folder', async () => {
    await keep('text');
    expect(await readdir(temp.home.tempPath)).toEqual([]);
  });

  it('follows no link that somebody put in place of a content', async () => {
    const name = await keep('text');
    const target = join(temp.folder, 'secret');
    await writeFile(target, 'text');
    await rename(pathOf(name), join(temp.folder, 'moved'));
    await symlink(target, pathOf(name));
    await expect(contents().read(name, { sizeBytes: 4 })).rejects.toMatchObject({
      code: 'ARTIFACT_NOT_FOUND',
    });
  });
});
