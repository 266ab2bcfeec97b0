import { spawnSync } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';

const script = fileURLToPath(new URL('../../scripts/mutate-kernels.ts', import.meta.url));

it('notices a change of one line in the kernels of trees', () => {
  const { status, stdout, stderr } = spawnSync(
    process.execPath,
    ['--conditions=source', script, '--count', '80'],
    { encoding: 'utf8' },
  );
  expect(`${stdout}\n${stderr}`).toMatch(/^80 of \d+ mutants: \d+ killed, 0 survived/m);
  expect(status).toBe(0);
});
