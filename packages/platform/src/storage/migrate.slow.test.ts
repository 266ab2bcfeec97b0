import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../testing/index.ts';
import { MIGRATIONS } from './migrations/index.ts';

const script = fileURLToPath(new URL('../../../../test/faults/open-store.ts', import.meta.url));

describe('migrations', () => {
  it('are safe when several processes open a fresh home at once', async () => {
    await using temp = await tempHome();
    const opened = Array.from({ length: 4 }, async () => {
      const child = spawn(
        process.execPath,
        ['--conditions=source', script, temp.home.databasePath],
        { stdio: ['ignore', 'pipe', 'inherit'] },
      );
      const output = child.stdout.setEncoding('utf8').toArray();
      const [code] = await once(child, 'close');
      return { code, output: (await output).join('') };
    });
    for (const result of await Promise.all(opened))
      expect(result).toEqual({ code: 0, output: `${MIGRATIONS.at(-1)?.version}\n` });
  });
});
