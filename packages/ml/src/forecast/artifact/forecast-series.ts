import { chooseForecaster, forecastChoice } from '../choose/choose-forecaster.ts';
import type { Forecast } from '../forecaster.ts';
import { FORECASTERS } from '../forecasters.ts';
import { tailOf } from '../models/boosted-lags.ts';
import { naive } from '../models/naive.ts';
import { gridOf } from '../series/frequency.ts';
import { regularSeries } from '../series/regular-series.ts';
import type { Series } from '../series/series.ts';
import { type FittedForecast, type FittedSeries, keptMembers, stateOf } from './fitted-forecast.ts';

/** How far ahead, and how sure. */
export interface AskedSteps {
  readonly horizon: number;
  readonly levels: readonly number[];
}

/** Forecasts of one series with their instants. */
export interface SeriesForecast {
  readonly series: string;
  /** As in `ForecastShape.time`. Length horizon. */
  readonly instants: Float64Array;
  readonly forecast: Forecast;
}

/** Points of one series that are newer than what was learned from. */
export interface NewerPoints {
  readonly series: string;
  readonly instants: Float64Array;
  /** NaN for a missing value. */
  readonly values: Float64Array;
}

/** The next steps of a series. */
export function forecastSeries(
  { shape, pool }: Pick<FittedForecast, 'shape' | 'pool'>,
  { name, first, values, members, mistakes }: FittedSeries,
  { horizon, levels }: AskedSteps,
): SeriesForecast {
  const grid = gridOf(shape.frequency, first);
  const instants = Float64Array.from({ length: horizon }, (_, h) =>
    grid.instantAt(values.length + h),
  );
  const ready = members.map((member) => ({ name: member.name, state: stateOf(member, pool) }));
  const choice = { members: ready, mistakes, ranking: [], skipped: [], reason: '' };
  return { series: name, instants, forecast: forecastChoice(choice, horizon, levels) };
}

/**
 * A series after newer points: its forecasters keep their form and learn their numbers from the longer history.
 *
 * Newer points go after the history that is kept and replace what it holds of the same time; where they begin more than
 * a season later, and where the order of rows is the time, they are the whole history. A series that was never seen is forecast by
 * the model of all, else by what a backtest of its own points chooses.
 *
 * @throws TABLE_EMPTY, TARGET_UNUSABLE for points that make no series.
 */
export function continuedSeries(
  { shape, pool }: Pick<FittedForecast, 'shape' | 'pool'>,
  known: FittedSeries | undefined,
  newer: NewerPoints,
): FittedSeries {
  const { frequency, period, horizon, time } = shape;
  const points = known && time !== null ? joined(shape, known, newer) : newer;
  const { series } = regularSeries(points, { frequency, period });
  if (known && isSame(known, series)) return known;
  const plain = asLearned(shape, series);
  const place = { name: newer.series, first: series.instants[0], values: series.values };
  if (known === undefined) {
    if (pool !== null) {
      const state = { model: pool, tail: tailOf(plain) };
      const members = keptMembers([{ name: 'boosted-lags', state }], pool);
      const reason = 'The series is new: the model of all series forecasts it.';
      return { ...place, members, mistakes: new Float64Array(), reason };
    }
    const { members, mistakes, reason } = chooseForecaster(plain, { horizon });
    return { ...place, members: keptMembers(members, null), mistakes, reason };
  }
  const members = known.members.flatMap((member) => {
    if (member.isPooled) return [{ ...member, state: tailOf(plain) }];
    const forecaster = FORECASTERS.find(({ name }) => name === member.name);
    if (forecaster === undefined || forecaster.refusal(plain) !== undefined) return [];
    const state = forecaster.fit(plain, { horizon, like: member.state });
    return [{ ...member, state }];
  });
  const { mistakes, reason } = known;
  if (members.length > 0) return { ...place, members, mistakes, reason };
  const state = naive.fit(plain);
  return { ...place, members: [{ name: naive.name, state, isPooled: false }], mistakes, reason };
}

/** A series as forecasters see it: with a calendar only where instants are those of one. */
export function asLearned(
  { time }: Pick<FittedForecast['shape'], 'time'>,
  { values, period, instants }: Series,
): Series {
  const hasCalendar = time?.kind === 'date' && instants !== undefined;
  return { values, period, ...(hasCalendar && { instants }) };
}

/** Whether nothing is new. */
function isSame(known: FittedSeries, { values, instants }: Series): boolean {
  return (
    known.values.length === values.length &&
    known.first === instants?.[0] &&
    values.every((value, t) => value === known.values[t])
  );
}

/** The history with newer points after it. */
function joined(
  { frequency, period }: FittedForecast['shape'],
  { first, values }: FittedSeries,
  { instants, values: given, series }: NewerPoints,
): NewerPoints {
  const grid = gridOf(frequency, first);
  const places = instants.map((instant) => Math.round(grid.placeOf(instant)));
  const present = places.filter(Number.isFinite);
  const begin = present.reduce((least, place) => Math.min(least, place), Number.POSITIVE_INFINITY);
  if (begin - values.length > Math.max(period, 8)) return { instants, values: given, series };
  const replaced = new Set(present);
  const kept = Array.from(values.keys()).filter((place) => !replaced.has(place));
  return {
    series,
    instants: Float64Array.of(...kept.map((place) => grid.instantAt(place)), ...instants),
    values: Float64Array.of(...kept.map((place) => values[place]), ...given),
  };
}
