import { spawnSync } from 'node:child_process';
import { chmod, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { readTable } from '../../packages/platform/src/datasets/index.ts';
import { rejectionOf } from '../thrown-by.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-bad-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const isRoot = process.getuid?.() === 0;
const NOBODY = 65_534;

/** What a user without rights is told; root itself may read everything. */
function refusalAsNobody(path: string): unknown {
  const reader = new URL('../../packages/platform/src/datasets/index.ts', import.meta.url);
  const script = `import(${JSON.stringify(reader.href)})
    .then(({ readTable }) => readTable(${JSON.stringify(path)}))
    .catch(({ code, message, hint, details }) => console.log(JSON.stringify({ code, message, hint, details })))`;
  const child = spawnSync(process.execPath, ['--conditions=source', '-e', script], {
    uid: NOBODY,
    encoding: 'utf8',
  });
  return JSON.parse(child.stdout || 'null');
}

const canBeRefused =
  !isRoot || spawnSync(process.execPath, ['-e', ''], { uid: NOBODY }).status === 0;

describe('a file that cannot be opened', () => {
  it.skipIf(!canBeRefused)(
    `may not be read${canBeRefused ? '' : ' (skipped: root may read everything)'}`,
    async () => {
      const path = join(folder, 'secret.csv');
      await writeFile(path, 'a\n1\n');
      await chmod(path, 0o000);
      await chmod(folder, 0o755);
      const thrown = isRoot ? refusalAsNobody(path) : await rejectionOf(readTable(path));
      expect(thrown).toEqual({
        code: 'FILE_NOT_READABLE',
        message: `File "${path}" must be readable, got "permission denied" (EACCES).`,
        hint: 'Give yourself the right to read it, for example with `chmod u+r`.',
        details: { path, reason: 'EACCES' },
      });
    },
  );
});
