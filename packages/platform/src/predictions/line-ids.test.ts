import { appendFile, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { lineIdIndex } from './line-ids.ts';
import { toLine } from './logged-line.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-line-ids-'));
});
afterAll(() => rm(folder, { recursive: true }));

const lineOf = (requestId: string, nRows: number) =>
  toLine({
    ...{ at: '2026-01-01T00:00:00.000Z', requestId, endpoint: 'churn', version: 1, latencyMs: 1 },
    ...{ rows: Array.from({ length: nRows }, () => ({})), predictions: [] },
    ...{ route: 'champion', kind: 'answer' },
  });

it('reads what came since the last time, and forgets files that are no lines any more', async () => {
  const index = lineIdIndex();
  const path = join(folder, 'a.jsonl');
  const file = { key: join(folder, 'a'), path };
  await writeFile(path, lineOf('één "two"', 2) + lineOf('b', 1));
  expect([...(await index.countsIn(file))]).toEqual([
    ['één "two"', 2],
    ['b', 1],
  ]);

  await writeFile(path, lineOf('één "two"', 2) + lineOf('c', 1));
  await appendFile(path, `${lineOf('d', 3)}{"torn`);
  index.keepOnly(join(folder, 'elsewhere'), new Set());
  index.keepOnly(folder, new Set([file.key]));
  expect([...(await index.countsIn(file)).keys()]).toEqual(['één "two"', 'b', 'd']);

  index.keepOnly(folder, new Set());
  expect([...(await index.countsIn(file)).keys()]).toEqual(['één "two"', 'c', 'd']);
});
