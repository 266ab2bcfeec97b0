import { readdir, watch } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../../testing/index.ts';
import { openFileLog, startCompaction } from '../index.ts';

const DAY = '2026-01-02';
const LONGEST_WAIT_MS = 120_000;

async function logged(temp: Awaited<ReturnType<typeof tempHome>>, n: number): Promise<string[]> {
  const log = openFileLog(temp.home);
  const ids = Array.from({ length: n }, (_, i) => `r${i}`);
  for (const requestId of ids)
    await log.append({
      requestId,
      at: `${DAY}T00:00:00.000Z`,
      endpoint: 'e',
      version: 1,
      rows: [{ x: 1 }],
      predictions: [{ prediction: 1 }],
      latencyMs: 1,
    });
  await log.close();
  return ids;
}

describe('startCompaction', () => {
  it('lets another process make columns', { timeout: LONGEST_WAIT_MS }, async () => {
    await using temp = await tempHome();
    const ids = await logged(temp, 20);
    const names = watch(join(temp.home.capturePath, 'e', DAY));
    const compaction = startCompaction(temp.home);
    for await (const { filename } of names)
      if (filename?.endsWith('.20.1767312000000.parquet')) break;
    await compaction.close();
    const newest = await openFileLog(temp.home).newest('e', 99);
    expect(newest.map(({ requestId }) => requestId).sort()).toEqual(ids.toSorted());
  });

  it('may be closed at once: the lines are as they were', async () => {
    await using temp = await tempHome();
    await logged(temp, 3);
    const before = await readdir(join(temp.home.capturePath, 'e', DAY));
    await startCompaction(temp.home).close();
    expect(await readdir(join(temp.home.capturePath, 'e', DAY))).toEqual(before);
  });
});
