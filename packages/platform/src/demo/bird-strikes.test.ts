import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { birdStrikes, writeBirdStrikes } from './bird-strikes.ts';

it('writes the data whole over the torn file of a demo that was killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kaizen-demo-'));
  try {
    const text = await birdStrikes();
    const path = join(folder, 'bird-strikes.csv');
    await writeFile(path, text.slice(0, 1000));
    expect(await writeBirdStrikes(folder)).toBe(path);
    expect((await readFile(path, 'utf8')) === text).toBe(true);
    expect(await readdir(folder)).toEqual(['bird-strikes.csv']);
  } finally {
    await rm(folder, { recursive: true });
  }
});
