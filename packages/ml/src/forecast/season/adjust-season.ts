import type { Series } from '../series/series.ts';
import { seasonalIndices } from './decompose.ts';
import { isSeasonal } from './is-seasonal.ts';

/** A season that was taken out of a series, as it goes on after the last point. */
export interface SeasonState {
  readonly kind: 'none' | 'additive' | 'multiplicative';
  /** Index of the first step after the series, of the second, and so on; length period, or 0 without a season. */
  readonly next: Float64Array;
}

/** A series without its season, and the season. */
export interface Adjusted {
  readonly values: Float64Array;
  readonly season: SeasonState;
}

/**
 * Takes the season out where the series is seasonal at 90 %: divided where all values are above 0, else subtracted.
 *
 * @param kind A kind to take instead of a test.
 * @source As M4's benchmarks do, which divide: Makridakis, Spiliotis & Assimakopoulos (2020), International Journal
 * of Forecasting 36, 54-74.
 */
export function adjustSeason(series: Series, kind = seasonKindOf(series)): Adjusted {
  const { values, period } = series;
  const n = values.length;
  if (kind === 'none' || n < 2 * period)
    return { values, season: { kind: 'none', next: new Float64Array() } };
  const indices = seasonalIndices(values, period, kind);
  const adjusted = values.map((value, t) =>
    kind === 'additive' ? value - indices[t % period] : value / indices[t % period],
  );
  const next = indices.map((_, h) => indices[(n + h) % period]);
  return { values: adjusted, season: { kind, next } };
}

/** The season that the test finds. */
function seasonKindOf(series: Series): SeasonState['kind'] {
  if (!isSeasonal(series)) return 'none';
  return series.values.every((value) => value > 0) ? 'multiplicative' : 'additive';
}

/** Puts the season back into a forecast, and into the size of its mistakes. */
export function seasonAgain(
  { kind, next }: SeasonState,
  mean: Float64Array,
  deviation: Float64Array | undefined,
): readonly [mean: Float64Array, deviation: Float64Array | undefined] {
  if (kind === 'none') return [mean, deviation];
  const at = (h: number) => next[h % next.length];
  if (kind === 'additive') return [mean.map((value, h) => value + at(h)), deviation];
  return [mean.map((v, h) => v * at(h)), deviation?.map((v, h) => v * Math.abs(at(h)))];
}
