import type { CleanTable } from '../tables.ts';

/** A real table with its target. Truths hold for the whole table and for halves of it. */
export interface TargetTable extends CleanTable {
  readonly target: string;
}

/** Real tables with what is to be predicted. */
export const TARGET_TABLES: readonly TargetTable[] = [
  {
    file: 'penguins/penguins.csv',
    target: 'species',
    truths: { 'PROTECTED_PROXY sex': 'male penguins are heavier' },
  },
  { file: 'wine_quality/wine-quality.csv', target: 'quality', truths: {} },
  { file: 'sklearn_toy/breast_cancer.clean.csv', target: 'target', truths: {} },
  { file: 'california_housing/housing.csv', target: 'median_house_value', truths: {} },
  {
    file: 'sagemaker_churn/clinical_records_heart_failure.csv',
    target: 'DEATH_EVENT',
    truths: { LEAK_PREPARED: 'the publishers filled platelets with their mean' },
  },
  { file: 'nyc_taxi/seaborn_taxis.csv', target: 'payment', truths: {} },
  { file: 'aws_fraud_synthetic/claims.csv', target: 'fraud', truths: {} },
  { file: 'adult/adults.from_parquet.csv', target: 'class', truths: {} },
  {
    file: 'titanic/kaggle_train.csv',
    target: 'Survived',
    truths: {
      'COLUMN_ID_LIKE PassengerId': 'it numbers the passengers',
      'MISSING_NOT_AT_RANDOM Cabin': 'cabins are known of survivors mostly',
      'PERSONAL_DATA Name': 'it holds the names of the passengers',
    },
  },
  { file: 'bike_sharing/day.csv', target: 'cnt', truths: {} },
];
