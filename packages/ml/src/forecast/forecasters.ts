import type { AnyForecaster } from './forecaster.ts';
import { arima } from './models/arima.ts';
import { boostedLags } from './models/boosted-lags.ts';
import { comb } from './models/comb.ts';
import { drift } from './models/drift.ts';
import { ets } from './models/ets.ts';
import { naive } from './models/naive.ts';
import { seasonalNaive } from './models/seasonal-naive.ts';
import { theta } from './models/theta.ts';

/** Every way to forecast one series, simple ones first. */
export const FORECASTERS: readonly AnyForecaster[] = [
  naive,
  seasonalNaive,
  drift,
  theta,
  comb,
  ets,
  arima,
  boostedLags,
];
