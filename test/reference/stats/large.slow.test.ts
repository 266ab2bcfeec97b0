import { testPandasFigures } from './pandas-figures.ts';

const LARGE = [
  'nyc_taxi/seaborn_taxis.csv',
  'california_housing/housing.csv',
  'adult/adults.parquet',
];

for (const file of LARGE) testPandasFigures(file);
