import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { birdStrikes, writeBirdStrikes } from './bird-strikes.ts';

it('writes the data whole over the torn file of a demo that was killed', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kaizen-demo-'));
  try {
    const strikes = await birdStrikes();
    const { learned: text } = strikes;
    const path = join(folder, 'bird-strikes.csv');
    await writeFile(path, text.slice(0, 1000));
    expect(await writeBirdStrikes(folder, strikes)).toBe(path);
    expect((await readFile(path, 'utf8')) === text).toBe(true);
    expect(await readdir(folder)).toEqual(['bird-strikes.csv']);
  } finally {
    await rm(folder, { recursive: true });
  }
});

it('parts the strikes into those to learn from and those to ask about, each once', async () => {
  const { learned, later } = await birdStrikes();
  const [header = '', ...lines] = learned.trimEnd().split('\n');
  expect([lines.length, later.length]).toEqual([5000, 5000]);
  expect(Object.keys(later[0]?.row ?? {})).toEqual(header.split(',').slice(0, -1));
  const share = (damaged: readonly boolean[]) => damaged.filter(Boolean).length / damaged.length;
  const before = share(lines.map((line) => line.endsWith(',yes')));
  expect(share(later.map(({ damaged }) => damaged === 'yes'))).toBeCloseTo(before, 1);
  expect(later.some(({ row }) => String(row['Airport Name']).includes('"'))).toBe(false);
});
