import { autocorrelations, isSeasonal } from '../season/is-seasonal.ts';
import { line } from '../smoothing/first-states.ts';

/**
 * The period at which a series repeats most clearly, of those that a calendar suggests; 1 where none passes the test.
 *
 * The trend line is taken away first, since a trend correlates at any lag; and the correlation must be higher than a
 * sixth of a period before and after, since a slow wave correlates at all short lags.
 *
 * @param periods Candidates, such as those of `periodsOf`.
 */
export function inferPeriod(values: Float64Array, periods: readonly number[]): number {
  const { intercept, slope } = line(values);
  const flat = values.map((value, t) => value - intercept - slope * (t + 1));
  let best = 1;
  let clearest = 0;
  for (const period of periods) {
    if (!isSeasonal({ values: flat, period })) continue;
    const aside = Math.max(1, Math.round(period / 6));
    const correlations = autocorrelations(flat, period + aside);
    const correlation = correlations[period];
    const isPeak = [period - aside, period + aside].every((k) => correlations[k] < correlation);
    if (isPeak && correlation > clearest) [best, clearest] = [period, correlation];
  }
  return best;
}
