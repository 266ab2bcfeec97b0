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
  {
    file: 'wine_quality/wine-quality.csv',
    target: 'quality',
    truths: {
      ROWS_DUPLICATE: 'a fifth of the rows are repeated',
      SPLIT_DUPLICATES: 'so that a random split parts equal rows',
    },
  },
  { file: 'sklearn_toy/breast_cancer.clean.csv', target: 'target', truths: {} },
  { file: 'california_housing/housing.csv', target: 'median_house_value', truths: {} },
  {
    file: 'sagemaker_churn/clinical_records_heart_failure.csv',
    target: 'DEATH_EVENT',
    truths: { LEAK_PREPARED: 'the publishers filled platelets with their mean' },
  },
  {
    file: 'nyc_taxi/seaborn_taxis.csv',
    target: 'payment',
    truths: {
      'SPLIT_TIME_OVERLAP pickup': 'trips are split by chance here',
      'LEAK_FROM_LATER dropoff': 'a trip is paid when it has ended',
    },
  },
  {
    file: 'aws_fraud_synthetic/claims.csv',
    target: 'fraud',
    truths: {
      'CLASSES_IMBALANCED fraud': 'one claim in thirty is a fraud',
      'COLUMN_ID_LIKE policy_id': 'it numbers the policies',
      'MISSING_NOT_AT_RANDOM driver_relationship': 'thefts have no driver',
    },
  },
  {
    file: 'adult/adults.from_parquet.csv',
    target: 'class',
    truths: {
      'SENTINEL_VALUE capital-gain': '99999 stands for a gain that was cut off',
      'PROTECTED_PROXY marital-status': 'husbands and wives are married',
      'PROTECTED_PROXY sex': 'husbands are men',
    },
  },
  {
    file: 'titanic/kaggle_train.csv',
    target: 'Survived',
    truths: {
      'COLUMN_ID_LIKE PassengerId': 'it numbers the passengers',
      'MISSING_NOT_AT_RANDOM Cabin': 'cabins are known of survivors mostly',
      'PERSONAL_DATA Name': 'it holds the names of the passengers',
    },
  },
  {
    file: 'bike_sharing/day.csv',
    target: 'cnt',
    truths: {
      'LABELS_OUTLYING cnt': 'storms kept people from cycling on a few days',
      LEAK_COMBINATION: 'cnt is the sum of registered and casual',
      'COLUMN_ID_LIKE instant': 'it numbers the days',
      'SPLIT_TIME_OVERLAP dteday': 'days are split by chance here',
    },
  },
];
