import { square } from '../fitting/square.ts';
import type { Forecaster } from '../forecaster.ts';
import { assertHorizon, normalForecast } from '../intervals/normal-forecast.ts';
import { adjustSeason, type SeasonState, seasonAgain } from '../season/adjust-season.ts';
import { assertSeries, tooShort } from '../series/assert-series.ts';
import type { EtsForm } from '../smoothing/ets-form.ts';
import { line } from '../smoothing/first-states.ts';
import { type EtsState, fitEts } from '../smoothing/fit-ets.ts';

/** What the theta method keeps. */
export interface ThetaState {
  /** Simple smoothing of the theta line 2. */
  readonly smoothing: EtsState;
  /** The theta line 0 after the last point: its value there and its slope. */
  readonly line: { readonly last: number; readonly slope: number };
  readonly season: SeasonState;
}

const SIMPLE: EtsForm = { error: 'additive', trend: 'none', season: 'none' };

/**
 * The theta method: the mean of the trend line and of simple smoothing of the series bent twice away from it.
 *
 * The same as simple smoothing with half the slope as drift. One-step mistakes are half of those of the smoothing, and
 * the deviation grows as in simple smoothing.
 *
 * @source Assimakopoulos & Nikolopoulos (2000), International Journal of Forecasting 16, 521-530; Hyndman & Billah
 * (2003), "Unmasking the Theta method", International Journal of Forecasting 19, 287-290.
 */
export const theta: Forecaster<ThetaState> = {
  name: 'theta',
  title: 'Theta',
  source:
    'Assimakopoulos & Nikolopoulos (2000), International Journal of Forecasting 16, 521-530; Hyndman & Billah (2003), International Journal of Forecasting 19, 287-290.',
  cost: (n) => ({ free: 45 * n, alike: 45 * n }),
  refusal: (series) => tooShort('theta', series, 4),
  fit(series, { like } = {}) {
    assertSeries(theta, series);
    const kind = (like as ThetaState | undefined)?.season.kind;
    const { values, season } = adjustSeason(series, kind);
    const { intercept, slope } = line(values);
    const bent = values.map((value, t) => 2 * value - (intercept + slope * (t + 1)));
    const smoothing = fitEts(bent, SIMPLE, 1);
    if (smoothing === undefined)
      throw new RangeError('Simple exponential smoothing fits any numbers.');
    return { smoothing, line: { last: intercept + slope * values.length, slope }, season };
  },
  forecast({ smoothing, line: { last, slope }, season }, horizon, levels) {
    assertHorizon('theta', horizon);
    const { states, parameters, variance } = smoothing;
    const steps = new Float64Array(horizon);
    const mean = steps.map((_, h) => (last + slope * (h + 1) + states.level) / 2);
    const deviation = steps.map((_, h) =>
      Math.sqrt((variance / 4) * (1 + h * square(parameters.alpha))),
    );
    return normalForecast(...seasonAgain(season, mean, deviation), levels);
  },
};
