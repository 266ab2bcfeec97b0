import { AppError } from '@kaizenml/contracts';
import type { Fold } from '../backtest/backtest.ts';
import { type CutOffs, cutOffs } from '../backtest/cut-offs.ts';
import { fitLags, type LagsState } from '../lags/fit-lags.ts';
import { boostedLags, forecastPool, tailOf } from '../models/boosted-lags.ts';
import { naive } from '../models/naive.ts';
import { assertSeries } from '../series/assert-series.ts';
import { firstPoints, lastPoints, type Series } from '../series/series.ts';
import { type Candidate, tryForecasters } from './candidates.ts';
import {
  CHOOSE_DEFAULTS,
  type Choice,
  type ChooseOptions,
  chooseAmong,
} from './choose-forecaster.ts';

/**
 * Chooses for each of many series, with boosted lags that learn from all of them as one of the candidates.
 *
 * The common model is an equal of the others in the backtest of each series: at each cut it knows no series beyond it, but
 * for the usual size of its mistakes, which is that of the newest horizon.
 * Choices share its state by reference; they may be stored one by one, each with a copy of it.
 *
 * @param wholes Series of one frequency and period.
 * @throws What `chooseForecaster` throws, and ARGUMENT_INVALID where periods differ.
 */
export function chooseForecasters(
  wholes: readonly Series[],
  options: ChooseOptions,
): readonly Choice[] {
  if (wholes.length === 0) return [];
  const { horizon, nFolds, budget, maxPoints, forecasters } = { ...CHOOSE_DEFAULTS, ...options };
  for (const series of wholes) assertSeries(naive, series);
  assertAlike(wholes);
  const list = wholes.map((series) => lastPoints(series, maxPoints));
  const local = forecasters.filter(({ name }) => name !== naive.name && name !== boostedLags.name);
  const isPooled = forecasters.includes(boostedLags);
  const cuts = list.map(({ values }) => cutOffs(values.length, { horizon, nFolds }));
  const pool = isPooled ? fitLags(list, { horizon }) : undefined;
  const folds = pool && poolFolds(list, { pool, cuts, nFolds });
  return list.map((series, i) => {
    const tried = tryForecasters(series, [naive, ...local], { cuts: cuts[i], horizon, budget });
    const pooled: readonly Candidate[] =
      pool && folds && folds[i].length === cuts[i].ends.length
        ? [
            {
              name: boostedLags.name,
              folds: folds[i],
              fit: () => ({ model: pool, tail: tailOf(series) }),
            },
          ]
        : [];
    const candidates = [...tried.candidates, ...pooled];
    return chooseAmong(series, { candidates, skipped: tried.skipped, cuts: cuts[i] });
  });
}

/** What the common model says at the cuts of each series, from the first to the last; none where it could not learn. */
function poolFolds(
  list: readonly Series[],
  given: { readonly pool: LagsState; readonly cuts: readonly CutOffs[]; readonly nFolds: number },
): readonly (readonly Fold[])[] {
  const { pool, cuts, nFolds } = given;
  const { horizon, deviations } = pool;
  const folds: Fold[][] = list.map(() => []);
  for (let back = nFolds; back >= 1; back--) {
    const known = list.flatMap((series, i) => {
      const end = cuts[i].ends.at(-back);
      return end === undefined ? [] : [{ i, end, history: firstPoints(series, end) }];
    });
    if (known.length === 0) continue;
    const histories = known.map(({ history }) => history);
    const model = fitLags(histories, { horizon, deviations, maxRows: 30_000 });
    if (model === undefined) continue;
    const forecasts = forecastPool(model, histories, { horizon, levels: [] });
    known.forEach(({ i, end }, k) => {
      const { mean, deviation } = forecasts[k];
      const steps = cuts[i].horizon;
      const short = {
        mean: mean.subarray(0, steps),
        ...(deviation && { deviation: deviation.subarray(0, steps) }),
        intervals: [],
      };
      folds[i].push({ end, forecast: short });
    });
  }
  return folds;
}

function assertAlike(list: readonly Series[]): void {
  const other = list.find(({ period }) => period !== list[0].period);
  if (other === undefined) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `Series that are learned together must have one period, got ${list[0].period} and ${other.period}.`,
    hint: 'Choose for each frequency on its own.',
    details: { periods: [list[0].period, other.period] },
  });
}
