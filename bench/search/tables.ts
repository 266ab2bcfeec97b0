import type { Task } from '@kaizenml/contracts';
import { checkGuardrails } from '@kaizenml/ml/guardrails';
import { seededRandom, shuffledIndices } from '@kaizenml/ml/math';
import type { Target } from '@kaizenml/ml/models';
import { classesOf, encodeTarget } from '@kaizenml/ml/search';
import { getColumn, selectColumns, type Table, takeColumnRows, takeRows } from '@kaizenml/ml/table';
import { sharedData } from '../../test/shared-data.ts';
import { readTable } from '../../test/shared-table.ts';

/** A table that configurations are measured on. */
export interface SearchTable {
  readonly name: string;
  readonly file: string;
  readonly target: string;
  readonly task: Task;
  /** Names of the columns of a file without a header. */
  readonly names?: readonly string[];
  /** Columns that are the answer in other words, or say who a row is. */
  readonly ignore?: readonly string[];
}

/** `c0` to `c<n - 1>`. */
const numbered = (n: number): string[] => Array.from({ length: n }, (_, i) => `c${i}`);

/** Those that tell most come first: a measurement that is cut short keeps them. */
export const SEARCH_TABLES: readonly SearchTable[] = [
  { name: 'adult', file: 'adult/adults.parquet', target: 'class', task: 'binary' },
  {
    name: 'german',
    file: 'german_credit/german.csv',
    target: 'c20',
    task: 'binary',
    names: numbered(21),
  },
  {
    name: 'churn',
    file: 'sagemaker_churn/training-dataset-with-header.csv',
    target: 'Churn',
    task: 'binary',
  },
  {
    name: 'titanic',
    file: 'titanic/kaggle_train.csv',
    target: 'Survived',
    task: 'binary',
    ignore: ['PassengerId'],
  },
  {
    name: 'higgs',
    file: 'lightgbm_examples/binary.train',
    target: 'c0',
    task: 'binary',
    names: numbered(29),
  },
  { name: 'elec2', file: 'elec2/elec.csv', target: 'class', task: 'binary' },
  { name: 'claims', file: 'aws_fraud_synthetic/dataset.csv', target: 'fraud', task: 'binary' },
  {
    name: 'five',
    file: 'lightgbm_examples/multiclass.train',
    target: 'c0',
    task: 'multiclass',
    names: numbered(29),
  },
  {
    name: 'loans',
    file: 'feast/loan_table_sample.csv',
    target: 'loan_status',
    task: 'binary',
    ignore: ['loan_id', 'dob_ssn'],
  },
  {
    name: 'taxi-tip',
    file: 'chicago_taxi/big_tipper_label_data.csv',
    target: 'big_tipper',
    task: 'binary',
    ignore: ['tips'],
  },
  {
    name: 'digits',
    file: 'sklearn_toy/digits.csv',
    target: 'c64',
    task: 'multiclass',
    names: numbered(65),
  },
  {
    name: 'heart',
    file: 'sagemaker_churn/clinical_records_heart_failure.csv',
    target: 'DEATH_EVENT',
    task: 'binary',
  },
  { name: 'phishing', file: 'river/phishing.csv', target: 'is_phishing', task: 'binary' },
  {
    name: 'red-wine-grade',
    file: 'wine_quality/winequality-red.csv',
    target: 'c11',
    task: 'multiclass',
    names: numbered(12),
  },
  { name: 'cancer', file: 'sklearn_toy/breast_cancer.clean.csv', target: 'target', task: 'binary' },
  { name: 'penguins', file: 'penguins/penguins.csv', target: 'species', task: 'multiclass' },
  { name: 'sea', file: 'drift_streams/sea_stream.csv', target: 'class', task: 'binary' },
  { name: 'wine', file: 'sklearn_toy/wine.clean.csv', target: 'target', task: 'multiclass' },
  {
    name: 'housing',
    file: 'california_housing/housing.csv',
    target: 'median_house_value',
    task: 'regression',
  },
  {
    name: 'bike-hours',
    file: 'bike_sharing/hour.csv',
    target: 'cnt',
    task: 'regression',
    ignore: ['casual', 'registered', 'instant'],
  },
  {
    name: 'white-wine',
    file: 'wine_quality/wine-quality.csv',
    target: 'quality',
    task: 'regression',
  },
  {
    name: 'diabetes',
    file: 'sklearn_toy/diabetes_raw.clean.csv',
    target: 'target',
    task: 'regression',
  },
  {
    name: 'tips',
    file: 'nyc_taxi/seaborn_taxis.csv',
    target: 'tip',
    task: 'regression',
    ignore: ['total'],
  },
  { name: 'pollution', file: 'timeseries/pollution.csv', target: 'pm2.5', task: 'regression' },
  {
    name: 'wins',
    file: 'nba/nba_2017_nba_players_with_salary.csv',
    target: 'W',
    task: 'regression',
    ignore: ['WINS_RPM', 'PLAYER', 'Rk'],
  },
  {
    name: 'heights',
    file: 'mlb_height_weight/htwtmlb.csv',
    target: 'Height',
    task: 'regression',
    ignore: ['Name'],
  },
  { name: 'delays', file: 'flights/flights-200k.parquet', target: 'delay', task: 'regression' },
  {
    name: 'bike-days',
    file: 'bike_sharing/day.csv',
    target: 'cnt',
    task: 'regression',
    ignore: ['casual', 'registered', 'instant'],
  },
  {
    name: 'salaries',
    file: 'nba/nba_2017_nba_players_with_salary.csv',
    target: 'SALARY_MILLIONS',
    task: 'regression',
    ignore: ['PLAYER', 'Rk'],
  },
  {
    name: 'fares',
    file: 'nyc_taxi/seaborn_taxis.csv',
    target: 'fare',
    task: 'regression',
    ignore: ['total'],
  },
  {
    name: 'chicago-fares',
    file: 'chicago_taxi/testdata_data.csv',
    target: 'fare',
    task: 'regression',
    ignore: ['tips'],
  },
  {
    name: 'approval',
    file: 'river/trump_approval.csv',
    target: 'five_thirty_eight',
    task: 'regression',
  },
];

/** Rows to learn from, as `kaizen run` would take them. */
export interface Problem {
  readonly features: Table;
  readonly target: Target;
}

/** Reads a table, at most so many rows of it; undefined where the file is not beside the project. */
export async function openProblem(
  { file, target, task, names, ignore = [] }: SearchTable,
  maxRows: number,
): Promise<Problem | undefined> {
  const path = sharedData(file);
  if (path === undefined) return undefined;
  const whole = await readTable(path, names ? { names } : {});
  const order = shuffledIndices(whole.nRows, seededRandom(7)).subarray(0, maxRows).sort();
  const table = takeRows(whole, order);
  const checked = checkGuardrails(table, { target, task, ignore, random: seededRandom(1) });
  const left = new Set([target, ...ignore, ...checked.dropped]);
  const used = table.columns
    .filter(({ name, kind }) => !left.has(name) && kind !== 'text' && kind !== 'id')
    .map(({ name }) => name);
  const column = takeColumnRows(getColumn(table, target), checked.rows);
  const classes = task === 'regression' ? [] : classesOf(column);
  return {
    features: takeRows(selectColumns(table, used), checked.rows),
    target: encodeTarget(column, task, classes),
  };
}
