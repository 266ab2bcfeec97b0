import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../../../packages/platform/src/testing/index.ts';

const SCRIPT = fileURLToPath(new URL('../log-runs.ts', import.meta.url));
const CALLS = ['-f', '-qq', '-e', 'trace=fsync,fdatasync,write,writev'];
const N_BATCHES = 20;
const isTraceable = spawnSync('strace', [...CALLS, 'true']).status === 0;
const why = isTraceable ? '' : ' (skipped: calls of the system cannot be traced here)';

describe(`what is acknowledged${why}`, () => {
  it.skipIf(!isTraceable)(
    'was flushed to the disk before, as the operating system saw it',
    async () => {
      await using temp = await tempHome();
      const trace = join(temp.home.path, 'trace');
      const argv = [
        '--conditions=source',
        SCRIPT,
        temp.home.path,
        'flushed',
        '1',
        String(N_BATCHES),
      ];
      const { status } = spawnSync('strace', [...CALLS, '-o', trace, process.execPath, ...argv]);
      expect(status).toBe(0);
      const flushesBefore: number[] = [];
      let nFlushes = 0;
      for (const line of readFileSync(trace, 'utf8').split('\n'))
        if (/f(data)?sync.*= 0$/.test(line)) nFlushes++;
        else if (/writev?\(1, .*run-flushed-0/.test(line)) {
          flushesBefore.push(nFlushes);
          nFlushes = 0;
        }
      expect(flushesBefore).toHaveLength(N_BATCHES + 1);
      expect(flushesBefore.filter((n) => n === 0)).toEqual([]);
    },
  );
});
