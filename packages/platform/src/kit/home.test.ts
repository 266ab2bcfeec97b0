import { spawnSync } from 'node:child_process';
import { mkdir, readdir, readFile, stat, utimes, writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../testing/index.ts';
import { openHome } from './home.ts';
import { isProcessAlive, processMark } from './processes.ts';

const DAY_MS = 24 * 3600 * 1000;

describe('openHome', () => {
  it('creates its folders, closed to others and ignored by git', async () => {
    await using temp = await tempHome();
    const home = await openHome(join(temp.folder, 'deep', 'er'));
    expect((await readdir(home.path)).sort()).toEqual([
      '.gitignore',
      'artifacts',
      'capture',
      'tmp',
    ]);
    expect((await stat(home.path)).mode & 0o777).toBe(0o700);
    expect(await readFile(join(home.path, '.gitignore'), 'utf8')).toBe('*\n');
  });

  it('opens twice and keeps what is there', async () => {
    await using temp = await tempHome();
    await writeFile(join(temp.home.path, '.gitignore'), 'mine');
    await writeFile(join(temp.home.artifactsPath, 'a'), 'a');
    const mine = temp.home.newTempPath('.csv');
    await writeFile(mine, 'unfinished');
    await openHome(temp.home.path);
    expect(await readFile(join(temp.home.path, '.gitignore'), 'utf8')).toBe('mine');
    expect(await readdir(temp.home.artifactsPath)).toEqual(['a']);
    expect(await readdir(temp.home.tempPath)).toEqual([basename(mine)]);
  });

  it('removes what dead processes left, and what other hosts left a week ago', async () => {
    await using temp = await tempHome();
    const { home } = temp;
    const [host, , mark] = basename(home.newTempPath()).split('-');
    const names = {
      dead: `${host}-${2 ** 30}-${mark}-aa`,
      reused: `${host}-${process.pid}-ffffffff-aa`,
      foreign: `ffffffff-${process.pid}-${mark}-aa`,
      foreignOld: `ffffffff-${process.pid}-${mark}-bb`,
    };
    for (const name of Object.values(names)) {
      await mkdir(join(home.tempPath, name));
      await writeFile(join(home.tempPath, name, 'part'), 'x');
    }
    const longAgo = new Date(Date.now() - 8 * DAY_MS);
    await utimes(join(home.tempPath, names.foreignOld), longAgo, longAgo);
    await openHome(home.path);
    expect(await readdir(home.tempPath)).toEqual([names.foreign]);
  });

  it('says HOME_NOT_WRITABLE when a file is in its place', async () => {
    await using temp = await tempHome();
    const path = join(temp.folder, 'taken');
    await writeFile(path, 'x');
    await expect(openHome(path)).rejects.toMatchObject({
      code: 'HOME_NOT_WRITABLE',
      message: `"${path}" must be writable, got a file.`,
      details: { path, reason: 'a file' },
    });
  });
});

describe('isProcessAlive', () => {
  it('knows this process, by number and by mark', () => {
    expect(isProcessAlive(process.pid)).toBe(true);
    expect(isProcessAlive(process.pid, processMark(process.pid))).toBe(true);
  });

  it('knows a process that has ended', () => {
    const { pid } = spawnSync(process.execPath, ['-e', '0']);
    expect(isProcessAlive(pid)).toBe(false);
  });

  it.skipIf(process.platform !== 'linux')(
    'is not taken in by a reused number (needs /proc, which only Linux has)',
    () => {
      expect(isProcessAlive(process.pid, 'another-boot:1')).toBe(false);
    },
  );
});
