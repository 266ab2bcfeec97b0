import { AppError } from '@kaizenml/contracts';
import { normalQuantile } from '../../stats/index.ts';
import type { Forecast, Interval } from '../forecaster.ts';

/**
 * A forecast whose mistakes are normal: mean plus and minus deviations.
 *
 * @param deviation Absent where a series is too short to tell how large mistakes are: there are no intervals then.
 * @throws ARGUMENT_INVALID for a level that is not between 0 and 1.
 */
export function normalForecast(
  mean: Float64Array,
  deviation: Float64Array | undefined,
  levels: readonly number[],
): Forecast {
  for (const level of levels) assertLevel(level);
  if (deviation === undefined) return { mean, intervals: [] };
  const intervals = levels.map((level) =>
    around(mean, deviation, { level, width: normalQuantile((1 + level) / 2) }),
  );
  return { mean, deviation, intervals };
}

/** Mean plus and minus `width` deviations. */
export function around(
  mean: Float64Array,
  deviation: Float64Array,
  { level, width }: { readonly level: number; readonly width: number },
): Interval {
  return {
    level,
    lower: mean.map((value, h) => value - width * deviation[h]),
    upper: mean.map((value, h) => value + width * deviation[h]),
  };
}

/** @throws ARGUMENT_INVALID for a horizon that is no whole number of at least 1. */
export function assertHorizon(name: string, horizon: number): void {
  if (Number.isInteger(horizon) && horizon >= 1) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `${name}.forecast must get a horizon that is a whole number of at least 1, got ${horizon}.`,
    hint: 'The horizon counts steps after the last point.',
    details: { forecaster: name, horizon: String(horizon) },
  });
}

function assertLevel(level: number): void {
  if (level > 0 && level < 1) return;
  throw new AppError('ARGUMENT_INVALID', {
    message: `A level of intervals must lie between 0 and 1, got ${level}.`,
    hint: 'Give 0.95 for intervals that hold the truth in 95 % of cases.',
    details: { level: String(level) },
  });
}
