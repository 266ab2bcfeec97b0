import { resolveParams } from '@kaizenml/contracts';
import { seededRandom } from '../../math/index.ts';
import { type BoostedTreesState, boostedTrees } from '../../models/index.ts';
import { firstPoints, type Series } from '../series/series.ts';
import { forecastLags } from './forecast-lags.ts';
import { type LagLayout, lagLayout } from './lag-layout.ts';
import { type LagRows, lagRows } from './lag-rows.ts';
import { lagView, meanChange } from './lag-view.ts';

/** One model of the steps ahead of many series. */
export interface LagsState {
  readonly layout: LagLayout;
  /** Steps that the model answers directly; further ones go on from its own answers. */
  readonly horizon: number;
  readonly trees: BoostedTreesState;
  /** Usual size of a mistake at each step, in units of the usual change; never falling. Length horizon. */
  readonly deviations: Float64Array;
}

/** How to learn from many series. */
export interface FitLagsOptions {
  /** Steps to forecast. */
  readonly horizon: number;
  /** Rows at most. Default 60 000. */
  readonly maxRows?: number;
  /** Size of the mistakes, where it is known. Default: as a first model shows, which doubles the cost. */
  readonly deviations?: Float64Array;
}

const PARAMS = { objective: 'absolute', learningRate: 0.07, maxLeaves: 16, maxDepth: 8 } as const;
/** Four of five mistakes of a normal deviate are smaller than this, in standard deviations. */
const FOUR_FIFTHS = 1.2815515655446004;

/**
 * Boosted trees over lags, windows, seasons and the calendar, learned from all series at once.
 *
 * Direct: the step is a column, one model answers every step of the horizon, and no answer feeds another one. It
 * minimizes absolute mistakes in units of each series' usual change. A first model that does not see the last horizon
 * says how large mistakes are. Series are not aligned in time: where they end at different times, one may show what
 * came of another.
 *
 * @param list Series of one period and frequency.
 * @returns undefined where no series is long enough to learn from.
 * @source Montero-Manso & Hyndman (2021), "Principles and algorithms for forecasting groups of time series: Locality
 * and globality", International Journal of Forecasting 37, 1632-1653; Ben Taieb, Bontempi, Atiya & Sorjamaa (2012),
 * Expert Systems with Applications 39, 7067-7083, for direct forecasts.
 */
export function fitLags(
  list: readonly Series[],
  { horizon, maxRows = 60_000, deviations }: FitLagsOptions,
): LagsState | undefined {
  const layout = lagLayout(list[0]);
  const learn = (series: readonly Series[]): BoostedTreesState | undefined => {
    const rows = lagRows(series.map(lagView), { layout, horizon, maxRows });
    return rows.y.length < LEAST_ROWS ? undefined : plant(rows);
  };
  const trees = learn(list);
  if (trees === undefined) return undefined;
  if (deviations !== undefined) return { layout, horizon, trees, deviations };
  const earlier = list.map((series) =>
    firstPoints(series, Math.max(1, series.values.length - horizon)),
  );
  const blind = learn(earlier);
  const walk = Float64Array.from({ length: horizon }, (_, h) => Math.sqrt(h + 1));
  const seen = blind && deviationsOf({ layout, horizon, trees: blind }, { list, earlier });
  return { layout, horizon, trees, deviations: seen ?? walk };
}

const LEAST_ROWS = 30;

function plant({ x, y }: LagRows): BoostedTreesState {
  const own = { ...PARAMS, nRounds: 100, minLeafRows: Math.min(40, Math.ceil(y.length / 40)) };
  const params = resolveParams(boostedTrees.name, boostedTrees.params, own);
  return boostedTrees.fit(x, { kind: 'regression', values: y }, params, {
    random: seededRandom(0),
  });
}

/** What four fifths of the mistakes stay below at each step and those before, as a standard deviation. */
function deviationsOf(
  model: Omit<LagsState, 'deviations'>,
  { list, earlier }: { readonly list: readonly Series[]; readonly earlier: readonly Series[] },
): Float64Array {
  const misses: number[][] = Array.from({ length: model.horizon }, () => []);
  const forecasts = forecastLags(model, earlier, model.horizon);
  list.forEach(({ values }, i) => {
    const n = earlier[i].values.length;
    const scale = meanChange(lagView(earlier[i]), n - 1);
    if (!(scale > 0)) return;
    for (let h = 0; h < values.length - n && h < model.horizon; h++)
      misses[h].push(Math.abs(values[n + h] - forecasts[i][h]) / scale);
  });
  let largest = 0;
  return Float64Array.from(misses, (sizes, h) => {
    const near = misses
      .slice(Math.max(0, h - 1), h + 2)
      .flat()
      .sort((a, b) => a - b);
    const size = near[Math.floor(0.8 * near.length)] ?? 0;
    largest = Math.max(largest, size / FOUR_FIFTHS);
    return sizes.length === 0 ? Math.max(largest, 1) : largest;
  });
}
