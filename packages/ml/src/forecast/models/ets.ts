import type { Forecaster } from '../forecaster.ts';
import { assertHorizon, normalForecast } from '../intervals/normal-forecast.ts';
import { assertSeries, tooShort } from '../series/assert-series.ts';
import type { Series } from '../series/series.ts';
import { type EtsForm, etsForms, etsParameters } from '../smoothing/ets-form.ts';
import { etsOutlook } from '../smoothing/ets-outlook.ts';
import { type EtsState, fitEts } from '../smoothing/fit-ets.ts';

/** Longest season that a model follows; beyond, its indices would outnumber what can be learned of them. */
const MAX_PERIOD = 24;
const LEAST = 4;

/**
 * Exponential smoothing as a state space model, its components chosen by AICc.
 *
 * Errors additive or multiplicative, trend none, additive or damped, season none, additive or multiplicative where
 * values are above 0. A season needs two periods and a bit, and at most 24 steps.
 *
 * @cost About 60 walks over the series per form without season;  `like` costs as much as one, where its form still fits: what
 * multiplies needs values above 0.
 * @source Hyndman & Khandakar (2008), "Automatic Time Series Forecasting", Journal of Statistical Software 27(3).
 */
export const ets: Forecaster<EtsState> = {
  name: 'ets',
  title: 'Exponential smoothing',
  source:
    'Hyndman & Khandakar (2008), "Automatic Time Series Forecasting", Journal of Statistical Software 27(3).',
  cost: (n) => ({ free: 400 * n, alike: 70 * n }),
  refusal: (series) => tooShort('ets', series, LEAST),
  fit(series, { like } = {}) {
    assertSeries(ets, series);
    const { values, period } = series;
    const form = (like as EtsState | undefined)?.form;
    const kept = form && fitEts(values, form, period);
    if (kept) return kept;
    const best = leastAicc(formsOf(series).map((form) => fitEts(values, form, period)));
    if (best === undefined) throw new RangeError('Simple exponential smoothing fits any numbers.');
    return best;
  },
  forecast(state, horizon, levels) {
    assertHorizon('ets', horizon);
    const { mean, deviation } = etsOutlook(state, horizon);
    return normalForecast(mean, deviation, levels);
  },
};

const SIMPLE: EtsForm = { error: 'additive', trend: 'none', season: 'none' };

function formsOf({ values, period }: Series): readonly EtsForm[] {
  const n = values.length;
  const hasSeason = period > 1 && period <= MAX_PERIOD && n >= 2 * period + 2;
  const forms = etsForms({ isPositive: values.every((value) => value > 0), hasSeason });
  const affordable = forms.filter((form) => n > etsParameters(form, period) + 2);
  return affordable.length === 0 ? [SIMPLE] : affordable;
}

/** The fit with the lowest AICc; the first of equals, which is the simplest. */
function leastAicc(fits: readonly (EtsState | undefined)[]): EtsState | undefined {
  let best: EtsState | undefined;
  for (const fit of fits)
    if (fit !== undefined && fit.aicc < (best?.aicc ?? Number.POSITIVE_INFINITY)) best = fit;
  return best;
}
