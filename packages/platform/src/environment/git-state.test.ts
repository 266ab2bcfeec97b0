import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readGitState } from './git-state.ts';

const hasGit = (() => {
  try {
    execFileSync('git', ['--version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

let folder: string;
const write = (name: string, text: string) => writeFile(join(folder, name), text);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-git-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.skipIf(!hasGit)('readGitState, where there is git', () => {
  it('tells commit, branch and what differs, without files and words that are secret', async () => {
    const git = (...args: string[]) =>
      execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org', ...args], {
        ...{ cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] },
      }).trim();
    git('init', '-b', 'trees');
    await write('train.js', 'const depth = 8;\n');
    await write('.env', 'TOKEN=first\n');
    git('add', '.');
    git('commit', '-m', 'first');
    const commit = git('rev-parse', 'HEAD');
    expect(await readGitState(folder)).toEqual({
      ...{ commit, branch: 'trees', isDirty: false, diff: undefined },
    });
    await write('train.js', 'const depth = 9;\nconst password = "hunter2";\n');
    await write('.env', 'TOKEN=second\n');
    const state = await readGitState(folder);
    expect(state).toMatchObject({ commit, isDirty: true });
    expect(state?.diff).toContain('+const depth = 9;');
    expect(state?.diff).not.toMatch(/hunter2|second/);
    await write('train.js', 'x'.repeat(9000));
    expect(await readGitState(folder)).toMatchObject({ isDirty: true, diff: undefined });
  });

  it('is undefined beyond any repository', async () => {
    expect(await readGitState('/')).toBeUndefined();
  });
});
