import { meanOf } from '../fitting/mean-of.ts';
import { seasonalIndices } from '../season/decompose.ts';
import type { EtsForm } from './ets-form.ts';
import type { EtsStates } from './run-ets.ts';

/** Seasons whose points give the first indices. */
const SEASONS = 4;
/** Points whose line gives the first level and slope. */
const LINE = 10;

/**
 * Where a model may start: the season by classical decomposition of the first seasons, level and slope by a line
 * through the first ten points without season.
 *
 * @source Hyndman & Khandakar (2008), Journal of Statistical Software 27(3), 2.2.
 */
export function firstStates(values: Float64Array, form: EtsForm, period: number): EtsStates {
  const adjusted = values.slice(0, Math.max(LINE, 2 * period));
  let season: Float64Array = new Float64Array();
  if (form.season !== 'none') {
    season = seasonalIndices(values.subarray(0, SEASONS * period), period, form.season);
    if (form.season === 'multiplicative') season = season.map((s) => Math.max(s, 0.01));
    for (let t = 0; t < adjusted.length; t++) {
      if (form.season === 'additive') adjusted[t] -= season[t % period];
      else adjusted[t] /= season[t % period];
    }
  }
  const { intercept, slope } = line(adjusted.subarray(0, Math.max(LINE, period)));
  if (form.trend === 'none') return { level: meanOf(adjusted.subarray(0, LINE)), slope: 0, season };
  const isSafe = form.error === 'additive' || intercept > 0;
  return { level: isSafe ? intercept : adjusted[0], slope: isSafe ? slope : 0, season };
}

/** The least-squares line through points at 1, 2, ..., n; its value at 0 and its slope. */
export function line(values: Float64Array): { readonly intercept: number; readonly slope: number } {
  const n = values.length;
  const center = (n + 1) / 2;
  const mean = meanOf(values);
  let above = 0;
  for (let t = 0; t < n; t++) above += (t + 1 - center) * (values[t] - mean);
  const slope = n < 2 ? 0 : (12 * above) / (n * (n * n - 1));
  return { intercept: mean - slope * center, slope };
}
