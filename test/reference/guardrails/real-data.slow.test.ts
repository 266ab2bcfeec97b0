import { fileURLToPath } from 'node:url';
import type { Task } from '@kaizenml/contracts';
import { checkGuardrails } from '@kaizenml/ml/guardrails';
import { seededRandom } from '@kaizenml/ml/math';
import { encodeText, getColumn, isNumeric, makeTable } from '@kaizenml/ml/table';
import { describe, expect, it } from 'vitest';
import { sharedData } from '../../shared-data.ts';
import { readTable } from '../../shared-table.ts';

const ADULT = [
  'age',
  'workclass',
  'fnlwgt',
  'education',
  'education-num',
  'marital-status',
  'occupation',
  'relationship',
  'race',
  'sex',
  'capital-gain',
  'capital-loss',
  'hours-per-week',
  'native-country',
  'income',
];
const GERMAN = Array.from({ length: 21 }, (_, i) => `a${i + 1}`);
const DIGITS = Array.from({ length: 65 }, (_, i) => `p${i}`);

interface RealFile {
  readonly file: string;
  readonly target: string;
  readonly task: Task;
  readonly dropped?: readonly string[];
  /** Names of a file without a header. */
  readonly names?: readonly string[];
}

const FILES: readonly RealFile[] = [
  { file: 'adult/adult-train.csv', target: 'income', task: 'binary', names: ADULT },
  {
    file: 'titanic/kaggle_train.csv',
    target: 'Survived',
    task: 'binary',
    dropped: ['PassengerId'],
  },
  { file: 'german_credit/german.csv', target: 'a21', task: 'binary', names: GERMAN },
  { file: 'sagemaker_churn/training-dataset-with-header.csv', target: 'Churn', task: 'binary' },
  { file: 'penguins/penguins.csv', target: 'species', task: 'multiclass' },
  { file: 'sklearn_toy/iris.clean.csv', target: 'target', task: 'multiclass' },
  { file: 'sklearn_toy/breast_cancer.clean.csv', target: 'target', task: 'binary' },
  {
    file: 'sklearn_toy/digits.csv',
    target: 'p64',
    task: 'multiclass',
    dropped: ['p0', 'p32', 'p39'],
    names: DIGITS,
  },
  { file: 'wine_quality/wine-quality.csv', target: 'quality', task: 'regression' },
  { file: 'california_housing/housing.csv', target: 'median_house_value', task: 'regression' },
  {
    file: 'bike_sharing/day.csv',
    target: 'cnt',
    task: 'regression',
    dropped: ['instant', 'casual', 'registered'],
  },
  { file: 'river/phishing.csv', target: 'is_phishing', task: 'binary' },
];

describe.each(FILES)('$file with target $target', ({ file, target, task, dropped, names }) => {
  const path = sharedData(file);
  const absent = path === undefined ? ' (skipped: the file is not on this machine)' : '';

  it.skipIf(absent)(
    `is ${task}, no column is called a leak, the rest is kept${absent}`,
    async () => {
      const table = await readTable(path ?? '', names ? { names } : {});
      const report = checkGuardrails(table, { target, random: seededRandom(1) });
      expect(report.findings.filter(({ code }) => code === 'TARGET_LEAK')).toEqual([]);
      expect(report.task).toBe(task);
      expect(report.dropped).toEqual(dropped ?? []);
    },
  );
});

const BIRD_STRIKES = fileURLToPath(
  new URL('../../../node_modules/vega-datasets/data/birdstrikes.csv', import.meta.url),
);

describe('leaks in real data', () => {
  const seaborn = sharedData('titanic/seaborn_titanic.csv');
  const absent = seaborn === undefined ? ' (skipped: the file is not on this machine)' : '';

  it.skipIf(absent)(`finds that "alive" is "survived" in other words${absent}`, async () => {
    const report = checkGuardrails(await readTable(seaborn ?? ''), {
      target: 'survived',
      random: seededRandom(1),
    });
    expect(report.dropped).toEqual(['alive']);
    expect(report.findings).toContainEqual(
      expect.objectContaining({
        code: 'TARGET_LEAK',
        message:
          'Column "alive" gives the answer away: each of its values goes with one value of survived.',
      }),
    );
  });

  it('finds the three cost columns of bird strikes, whatever the seed', async () => {
    const table = await readTable(BIRD_STRIKES);
    const damage = getColumn(table, 'Effect Amount of damage');
    if (isNumeric(damage)) throw new TypeError('the amount of damage is words');
    const words = Array.from(damage.codes, (code) =>
      damage.levels[code] === 'None' ? 'no' : 'yes',
    );
    const columns = table.columns.filter((column) => column !== damage);
    const derived = makeTable([...columns, encodeText('caused_damage', 'boolean', words)]);
    for (const seed of [1, 2, 3]) {
      const report = checkGuardrails(derived, {
        target: 'caused_damage',
        random: seededRandom(seed),
      });
      expect(report.dropped).toEqual(['Cost Other', 'Cost Repair', 'Cost Total $']);
      expect(report.findings[1].message).toBe(
        'Column "Cost Repair" gives the answer away: it is 0 in 98.2 % of rows, and where it is not, 84.8 % of rows have caused_damage = yes (10.6 % overall).',
      );
    }
  });
});
