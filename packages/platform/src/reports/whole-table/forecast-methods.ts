/** What people call the rows of a backtest. */
export const FORECAST_METHODS: Readonly<Record<string, string>> = {
  chosen: 'What each series got',
  combination: 'Median of the three best',
  naive: 'Naive (the last value)',
  'seasonal-naive': 'Seasonal naive (the last season)',
  drift: 'Drift',
  theta: 'Theta',
  comb: 'Comb (mean of three smoothings)',
  ets: 'Exponential smoothing (ETS)',
  arima: 'ARIMA',
  'boosted-lags': 'Boosted lags',
};
