import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { sharedData } from '../shared-data.ts';
import { runCli } from './cli.ts';

interface Expectation {
  readonly file: string;
  readonly target: string;
  readonly task: string;
  /** What others published or what is widely met, with a margin for our smaller test part: [metric, at least or at most, value]. */
  readonly bar: readonly (readonly [metric: string, side: 'min' | 'max', value: number])[];
}

const EXPECTATIONS: readonly Expectation[] = [
  // AMLB 2019, one hour on 8 cores: random forest .9094; C4.5 errs in 15.54 % of the published test rows.
  {
    file: 'adult/adults.parquet',
    target: 'class',
    task: 'binary',
    bar: [
      ['roc_auc', 'min', 0.905],
      ['accuracy', 'min', 0.845],
    ],
  },
  {
    file: 'california_housing/housing.csv',
    target: 'median_house_value',
    task: 'regression',
    bar: [['r2', 'min', 0.79]],
  },
  {
    file: 'titanic/kaggle_train.csv',
    target: 'Survived',
    task: 'binary',
    bar: [
      ['roc_auc', 'min', 0.82],
      ['accuracy', 'min', 0.76],
    ],
  },
  // The published elastic net has RMSE .8222 on white wine.
  {
    file: 'wine_quality/wine-quality.csv',
    target: 'quality',
    task: 'regression',
    bar: [['rmse', 'max', 0.7]],
  },
  {
    file: 'penguins/penguins.csv',
    target: 'species',
    task: 'multiclass',
    bar: [['accuracy', 'min', 0.95]],
  },
  {
    file: 'sagemaker_churn/training-dataset-with-header.csv',
    target: 'Churn',
    task: 'binary',
    bar: [['roc_auc', 'min', 0.85]],
  },
];

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'kaizen-real-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

describe.each(EXPECTATIONS)('kaizen run $file --target $target', ({ file, target, task, bar }) => {
  const path = sharedData(file);

  it.skipIf(path === undefined)(
    `reaches what is expected of ${bar.map(([metric]) => metric).join(' and ')}${path === undefined ? ' (skipped: the file is not beside the project)' : ''}`,
    async () => {
      const { code, stdout, stderr } = await runCli(
        ['run', path ?? '', '--target', target, '--json'],
        {
          KAIZEN_HOME: join(folder, 'home'),
        },
      );
      expect(stderr).not.toContain('bug of ours');
      expect(code).toBe(0);
      const result = JSON.parse(stdout);
      expect(result.task).toBe(task);
      for (const [metric, side, value] of bar) {
        const { value: got, low, high } = result.metrics[metric];
        if (side === 'min') expect(got).toBeGreaterThanOrEqual(value);
        else expect(got).toBeLessThanOrEqual(value);
        expect(low).toBeLessThanOrEqual(got);
        expect(high).toBeGreaterThanOrEqual(got);
      }
      expect(readFileSync(result.report, 'utf8')).toContain('</html>');
      expect(
        JSON.parse(readFileSync(join(result.champion.artifact, 'manifest.json'), 'utf8')).kind,
      ).toBe('kaizenml-model');
    },
  );
});
