import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { FUZZERS, fuzz } from './index.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-fuzz-'));
});
afterAll(() => rm(folder, { recursive: true }));

it.each(Object.keys(FUZZERS))('%s: three seconds of changed files find nothing', async (name) => {
  const { nCases, failures } = await fuzz(name, { folder, seconds: 3, seed: 20 });
  expect(failures).toEqual([]);
  expect(nCases).toBeGreaterThan(10);
});
