import { AppError } from '@kaizenml/contracts';

/** Whether the last value of a series is what its season has it be. */
export interface SeasonalSurprise {
  /** Share of times at which it was at least as far from the season before, this one counted: a p-value. */
  readonly p: number;
  /** The value one season ago. */
  readonly expected: number;
  /** The last value less the expected one. */
  readonly residual: number;
  /** Holds the last value at all but `level` of the times; null where the past is too short to say. */
  readonly low: number | null;
  readonly high: number | null;
  /** True unless p is at most the level: nothing that the season does not explain. */
  readonly isNatural: boolean;
}

/**
 * Is the last value of a window statistic natural for the season, or alarming?
 *
 * Its distance to the value one season ago is ranked among all such distances before: p = (1 + those at least as large) / (1 + all). Right for any law as long as the
 * distances are exchangeable, that is while the seasons repeat; a trend or a level that moved makes it an alarm, as it should.
 *
 * @param values One per window, in order of time. More than two seasons.
 * @param options `season`: windows of a season, such as 24 of a day. `level`: share of natural windows that may be called alarming, default 0.05.
 * @throws ARGUMENT_INVALID when there are too few values, one is not finite, or an option is out of range.
 * @source Vovk, Gammerman & Shafer (2005), "Algorithmic learning in a random world", 2.2 for the p-value; Hyndman & Athanasopoulos (2021), "Forecasting: principles and practice",
 * 5.2 for the seasonal naive forecast.
 * @cost O(n log n)
 */
export function seasonalSurprise(
  values: ArrayLike<number>,
  { season, level = 0.05 }: { readonly season: number; readonly level?: number },
): SeasonalSurprise {
  const n = values.length;
  assertSeason(values, { season, level });
  const distances = new Float64Array(n - 1 - season);
  for (let i = 0; i < distances.length; i++)
    distances[i] = Math.abs(values[i + season] - values[i]);
  const expected = values[n - 1 - season];
  const residual = values[n - 1] - expected;
  let nAsFar = 0;
  for (const distance of distances) if (distance >= Math.abs(residual)) nAsFar++;
  const p = (1 + nAsFar) / (1 + distances.length);
  const rank = Math.ceil((1 - level) * (distances.length + 1));
  const width = rank > distances.length ? null : distances.sort()[rank - 1];
  return {
    p,
    expected,
    residual,
    low: width === null ? null : expected - width,
    high: width === null ? null : expected + width,
    isNatural: p > level,
  };
}

function assertSeason(
  values: ArrayLike<number>,
  { season, level }: { readonly season: number; readonly level: number },
): void {
  let nMissing = 0;
  for (let i = 0; i < values.length; i++) if (!Number.isFinite(values[i])) nMissing++;
  const isFine =
    Number.isInteger(season) && season >= 1 && values.length > 2 * season && level > 0 && level < 1;
  if (isFine && nMissing === 0) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `A seasonal surprise must be asked of finite values of more than two seasons at a level between 0 and 1, got ${values.length} values, ${nMissing} of them missing, a season of ${season} and level ${level}.`,
    hint: 'Count the windows of one season: 24 for hours of a day, 7 for days of a week.',
    details: { nValues: values.length, nMissing, season, level },
  });
}
