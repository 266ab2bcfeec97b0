import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@kaizenml/ml/math';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { checkDataset } from './check.ts';

const random = seededRandom(6);
const rows = (n: number): string[] =>
  Array.from({ length: n }, () => {
    const [a, b] = [random.next() * 90 + 5, random.next() * 40 + 5];
    const noise = random.normal().toFixed(5);
    return [a.toFixed(3), b.toFixed(3), noise, (a + b + 20 * random.normal()).toFixed(3)].join(',');
  });
const withTotal = (all: readonly string[]): string[] =>
  all.map(
    (row) =>
      `${row},${row
        .split(',')
        .slice(0, 2)
        .reduce((sum, x) => sum + Number(x), 0)
        .toFixed(3)}`,
  );
const defaults = { ignore: [], strict: false, seed: 1 };
const handle = checkDataset({ store: {}, artifacts: {} } as never);
const check = ({ test, ...input }: Parameters<typeof handle>[0] & { readonly test?: string }) =>
  handle(input, { inputs: { test } });

describe('kaizen datasets check', () => {
  let folder: string;
  const write = async (name: string, header: string, all: readonly string[]) => {
    const path = join(folder, name);
    await writeFile(path, [header, ...all, ''].join('\n'));
    return path;
  };
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'kaizen-check-'));
  });
  afterAll(() => rm(folder, { recursive: true }));

  it('passes an honest table, and takes a leak for an error', async () => {
    const honest = rows(400);
    const source = await write('honest.csv', 'a,b,noise,y', honest);
    expect(await check({ ...defaults, source, target: 'y' })).toMatchObject({
      passed: true,
      task: 'regression',
      findings: [],
    });
    const leaky = await write('leaky.csv', 'a,b,noise,z,y', withTotal(honest));
    const found = await check({ ...defaults, source: leaky, target: 'y' });
    expect(found).toMatchObject({
      passed: false,
      findings: [{ code: 'LEAK_COMBINATION', severity: 'error', details: { formula: 'a + b' } }],
    });
  });

  it('compares with a file of test rows', async () => {
    const all = rows(500);
    const source = await write('train.csv', 'a,b,noise,y', all.slice(0, 400));
    const test = await write('test.csv', 'a,b,noise,y', [...all.slice(400), ...all.slice(0, 10)]);
    const found = await check({ ...defaults, source, target: 'y', test });
    expect(found).toMatchObject({ passed: false, nTestRows: 110 });
    expect(found.findings[0]).toMatchObject({ code: 'SPLIT_DUPLICATES', details: { nCopies: 10 } });
  });

  it('does without a target', async () => {
    const source = await write('any.csv', 'a,b,noise,y', rows(100));
    expect(await check({ ...defaults, source })).toMatchObject({
      target: null,
      task: null,
      passed: true,
    });
  });
});
