import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { seededRandom } from '@kaizenml/ml/math';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { renderSelection } from '../cli/render/select.ts';
import { createStyle } from '../cli/terminal.ts';
import { selectDataset } from './select.ts';

const defaults = { model: 'line', folds: 3, rows: 5000, seed: 1 } as const;
let folder: string;
let path: string;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'kaizen-select-'));
  path = join(folder, 'offers.csv');
  const random = seededRandom(6);
  const lines = Array.from({ length: 90 }, () => {
    const [price, noise, size] = [random.normal(), random.normal(), random.normal()];
    const isTaken = price + 0.3 * random.normal() > 0 ? 'yes' : 'no';
    return [price, noise, size, isTaken].join(',');
  });
  await writeFile(path, `price,noise,size,taken\n${lines.join('\n')}\n`);
});
afterAll(() => rm(folder, { recursive: true }));

describe('kaizen datasets select', () => {
  it('compares ways on the same folds, and says which need fewer features', async () => {
    const answer = await selectDataset({ ...defaults, path, target: 'taken', count: 1 });
    expect(answer).toMatchObject({ task: 'binary', model: 'logistic', nRows: 90, nFolds: 3 });
    const [all, ...ways] = answer.ways;
    expect([all?.nFeatures, all?.gain.mean]).toEqual([3, 0]);
    for (const way of ways) expect(way.features[0]).toEqual({ name: 'price', nFolds: 3 });
    expect(Object.keys(all?.metrics ?? {})).toEqual(answer.metrics);
    expect(answer.advice).toMatch(/with 1 of 3 features/);
    expect(await selectDataset({ ...defaults, path, target: 'taken', count: 1 })).toEqual(answer);
    const lines = renderSelection(answer, { style: createStyle(false), width: 120 }).split('\n');
    expect(lines[0]).toBe('What logistic makes of "taken": 90 rows, 3 folds, ± standard error.');
    expect(lines).toContain('  Correlation: price');
  });

  it('predicts numbers too, and leaves columns alone on request', async () => {
    const answer = await selectDataset({ ...defaults, path, target: 'size', ignore: 'noise' });
    expect(answer.task).toBe('regression');
    expect(answer.metrics).toEqual(['r2', 'rmse', 'mae']);
    expect(answer.ways.flatMap(({ features }) => features.map(({ name }) => name))).not.toContain(
      'noise',
    );
  });

  it('refuses a column that is not there', async () => {
    await expect(
      selectDataset({ ...defaults, path, target: 'taken', ignore: 'prise' }),
    ).rejects.toMatchObject({
      code: 'COLUMN_UNKNOWN',
      message: 'The table has no column "prise".',
    });
  });
});
