/** A real table into which faults are planted, and what is truly odd about it as it is. */
export interface CleanTable {
  readonly file: string;
  /** Findings on the untouched table that are true: `CODE` or `CODE column`, with the reason. */
  readonly truths: Readonly<Record<string, string>>;
}

/** Real tables of several fields, widths and languages of their values. */
export const TABLES: readonly CleanTable[] = [
  { file: 'penguins/penguins.csv', truths: {} },
  { file: 'titanic/kaggle_train.csv', truths: {} },
  { file: 'titanic/seaborn_titanic.csv', truths: {} },
  { file: 'bike_sharing/day.csv', truths: {} },
  { file: 'bike_sharing/hour.csv', truths: {} },
  { file: 'california_housing/housing.csv', truths: {} },
  {
    file: 'wine_quality/wine-quality.csv',
    truths: { ROWS_DUPLICATE: '937 wines occur more than once' },
  },
  {
    file: 'adult/adults.from_parquet.csv',
    truths: { 'SENTINEL_VALUE capital-gain': '99999 stands for a gain that was cut off' },
  },
  { file: 'sklearn_toy/breast_cancer.clean.csv', truths: {} },
  {
    file: 'nba/nba_2017_nba_players_with_salary.csv',
    truths: { COLUMN_UNNAMED: 'the first column holds row numbers of an export' },
  },
  { file: 'aws_fraud_synthetic/claims.csv', truths: {} },
  { file: 'aws_fraud_synthetic/customers.csv', truths: {} },
  { file: 'chicago_taxi/simple_data.csv', truths: {} },
  { file: 'nyc_taxi/seaborn_taxis.csv', truths: {} },
  { file: 'sagemaker_churn/training-dataset-with-header.csv', truths: {} },
  { file: 'sagemaker_churn/clinical_records_heart_failure.csv', truths: {} },
  {
    file: 'mlb_height_weight/htwtmlb.csv',
    truths: { COLUMN_UNNAMED: 'the first column holds row numbers of an export' },
  },
  {
    file: 'metaflow_movies/movies.csv',
    truths: { ROWS_DUPLICATE: '100 films are listed twice' },
  },
  {
    file: 'feast/zipcode_table_sample.csv',
    truths: {
      ROWS_DUPLICATE: '155 rows are exact copies',
      'LEADING_ZEROS_LOST zipcode': 'zip codes of the north-east have lost their zeros',
      'COLUMN_CONSTANT location_type': 'it is PRIMARY in every row',
      'COLUMN_CONSTANT event_timestamp': 'it is one moment in every row',
      'COLUMN_CONSTANT created_timestamp': 'it is one moment in every row',
    },
  },
  { file: 'timeseries/pollution.csv', truths: {} },
];
