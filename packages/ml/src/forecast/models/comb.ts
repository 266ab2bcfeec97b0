import type { Forecaster } from '../forecaster.ts';
import { assertHorizon, normalForecast } from '../intervals/normal-forecast.ts';
import { adjustSeason, type SeasonState, seasonAgain } from '../season/adjust-season.ts';
import { assertSeries, tooShort } from '../series/assert-series.ts';
import type { EtsForm } from '../smoothing/ets-form.ts';
import { etsOutlook } from '../smoothing/ets-outlook.ts';
import { type EtsState, fitEts } from '../smoothing/fit-ets.ts';

/** What Comb keeps. */
export interface CombState {
  /** Simple, Holt's and damped smoothing of the series without season. */
  readonly members: readonly EtsState[];
  readonly season: SeasonState;
}

const MEMBERS: readonly EtsForm[] = (['none', 'additive', 'damped'] as const).map((trend) => ({
  error: 'additive',
  trend,
  season: 'none',
}));

/**
 * The mean of simple, Holt's and damped exponential smoothing of the series without season.
 *
 * Deviations are the mean of the members', which is an upper bound of what their mean would have.
 *
 * @source Makridakis, Spiliotis & Assimakopoulos (2020), "The M4 Competition", International Journal of Forecasting
 * 36, 54-74: the benchmark Comb.
 */
export const comb: Forecaster<CombState> = {
  name: 'comb',
  title: 'Comb',
  source:
    'Makridakis, Spiliotis & Assimakopoulos (2020), "The M4 Competition", International Journal of Forecasting 36, 54-74.',
  cost: (n) => ({ free: 180 * n, alike: 180 * n }),
  refusal: (series) => tooShort('comb', series, 4),
  fit(series, { like } = {}) {
    assertSeries(comb, series);
    const kind = (like as CombState | undefined)?.season.kind;
    const { values, season } = adjustSeason(series, kind);
    const members = MEMBERS.map((form) => fitEts(values, form, 1)).filter(
      (fit) => fit !== undefined,
    );
    return { members, season };
  },
  forecast({ members, season }, horizon, levels) {
    assertHorizon('comb', horizon);
    const outlooks = members.map((member) => etsOutlook(member, horizon));
    const mean = meanOf(outlooks.map((outlook) => outlook.mean));
    const deviation = meanOf(outlooks.map((outlook) => outlook.deviation));
    return normalForecast(...seasonAgain(season, mean, deviation), levels);
  },
};

/** Step by step. */
function meanOf(paths: readonly Float64Array[]): Float64Array {
  return paths[0].map((_, h) => paths.reduce((sum, path) => sum + path[h], 0) / paths.length);
}
