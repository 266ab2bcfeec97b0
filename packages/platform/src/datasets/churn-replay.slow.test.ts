import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../../../test/shared-data.ts';
import { constrainDataset } from './constraints.ts';
import { findViolations } from './violations.ts';

const training = sharedData('sagemaker_churn/training-dataset-with-header.csv');
const answered = sharedData('sagemaker_churn/validation_with_predictions.csv');
const deps = { store: {}, artifacts: {} } as never;

describe.skipIf(training === undefined || answered === undefined)(
  'the published replay of the churn endpoint',
  () => {
    it('finds 353 whole numbers of 354, and no whole number among probabilities', async () => {
      const folder = await mkdtemp(join(tmpdir(), 'kaizen-churn-'));
      try {
        const { constraints, statistics } = await constrainDataset(deps)(
          { name: training ?? '' },
          { inputs: {} },
        );
        const [header = '', ...lines] = (await readFile(training ?? '', 'utf8')).split(/\r?\n/);
        const probabilities = (await readFile(answered ?? '', 'utf8'))
          .split(/\r?\n/)
          .slice(1, 202)
          .map((line) => line.split(',')[0] ?? '');
        // What the endpoint was sent is what the file holds, its header first; what it answered stands in the place of the label.
        const sent = [header, ...lines.slice(0, 353)].map((line, i) => {
          const [, ...inputs] = line.split(',');
          return [probabilities[i % probabilities.length], ...inputs].join(',');
        });
        const data = join(folder, 'captured.csv');
        await writeFile(data, [header, ...sent, ''].join('\n'));
        const { violations, nRows } = await findViolations(deps)(
          { data, constraints, statistics },
          { inputs: {} },
        );
        expect(nRows).toBe(354);
        const ofType = violations.filter(
          ({ constraint_check_type: check }) => check === 'data_type_check',
        );
        const descriptionOf = (column: string) =>
          ofType.find(({ feature_name }) => feature_name === column)?.description;
        expect(descriptionOf('State_MI')).toBe(
          'Data type match requirement is not met. Expected data type: Integral, Expected match: 100.0%. Observed: Only 99.71751412429379% of data is Integral.',
        );
        expect(descriptionOf('Churn')).toBe(
          'Data type match requirement is not met. Expected data type: Integral, Expected match: 100.0%. Observed: Only 0.0% of data is Integral.',
        );
        expect(ofType).toHaveLength(70);
      } finally {
        await rm(folder, { recursive: true });
      }
    });
  },
);
