import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { scanStatistics } from './scan-statistics.ts';

it('scans a table of more columns than the database has blocks for', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'kaizen-wide-'));
  const path = join(folder, 'wide.csv');
  const names = Array.from({ length: 2600 }, (_, i) => `c${i}`);
  const rows = [1, 2, 3, 3].map((row) => names.map((_, i) => row * i).join(','));
  await writeFile(path, [names.join(','), ...rows, ''].join('\n'));
  const { statistics } = await scanStatistics({ path }, { tempPath: folder });
  expect(statistics.columns).toHaveLength(2600);
  expect(statistics.columns[7]).toMatchObject({ name: 'c7', number: { min: 7, max: 21 } });
  expect(statistics.nDuplicateRows).toBe(1);
  await rm(folder, { recursive: true, force: true });
});
