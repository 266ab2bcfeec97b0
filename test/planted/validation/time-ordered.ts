/** A real table with a column of ISO 8601 that tells when its rows happened. */
export interface TimeOrdered {
  readonly file: string;
  readonly time: string;
}

/** Real tables whose later rows are the next batch of the earlier ones. */
export const TIME_ORDERED: readonly TimeOrdered[] = [
  { file: 'bike_sharing/day.csv', time: 'dteday' },
  { file: 'nyc_taxi/seaborn_taxis.csv', time: 'pickup' },
  { file: 'timeseries/daily-max-temperatures.csv', time: 'Date' },
  { file: 'timeseries/airline-passengers.csv', time: 'Month' },
  { file: 'timeseries/monthly-sunspots.csv', time: 'Month' },
];
