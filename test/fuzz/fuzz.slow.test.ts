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

/** Of each as many as take some seconds. */
const CASES: Readonly<Record<string, number>> = {
  ...{ cutting: 2000, csv: 250, lint: 60, schema: 3000, event: 1000, artifact: 400, onnx: 400 },
};

it.each(Object.entries(CASES))('%s: %i changed files find nothing', async (name, cases) => {
  const { nCases, failures } = await fuzz(name, { folder, cases, seed: 20 });
  expect(failures).toEqual([]);
  expect(nCases).toBe(cases);
});

it('every fuzzer is run', () => {
  expect(Object.keys(CASES).sort()).toEqual(Object.keys(FUZZERS).sort());
});
