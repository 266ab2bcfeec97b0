import type { LagsState } from '../lags/fit-lags.ts';
import type { BoostedLagsState } from '../models/boosted-lags.ts';
import type { Frequency } from '../series/frequency.ts';

/** Where the points of a forecast come from, and how they lie in time. */
export interface ForecastShape {
  /** The column that is forecast. */
  readonly target: string;
  /**
   * The column that orders points; null where the order of the rows does. Instants are milliseconds since 1970 UTC of a `date`, of the
   * first day of a `year`, else the numbers themselves; of rows their place, from 0.
   */
  readonly time: { readonly column: string; readonly kind: 'date' | 'year' | 'number' } | null;
  /** The column that tells series apart; null where there is one series. */
  readonly series: string | null;
  readonly frequency: Frequency;
  /** Steps after which a pattern repeats; 1: none. */
  readonly period: number;
  /** Steps that are forecast unless others are asked for. */
  readonly horizon: number;
}

/** A forecaster as a series uses it. */
export interface FittedMember {
  readonly name: string;
  /** Its state; of a pooled one only the last points of the series, the model is that of all. */
  readonly state: unknown;
  readonly isPooled: boolean;
}

/** One series, ready to be forecast. */
export interface FittedSeries {
  /** Value of the column that tells series apart; empty where there is one series. */
  readonly name: string;
  /** Instant of the first value. */
  readonly first: number;
  /** The newest points, oldest first. */
  readonly values: Float64Array;
  /** One, or several whose median is the forecast. */
  readonly members: readonly FittedMember[];
  /** Mistakes of the backtest in units of the deviation; they set the width of intervals. */
  readonly mistakes: Float64Array;
  /** Why these members, as a sentence. */
  readonly reason: string;
}

/** Everything that forecasts of one or many series need: plain JSON and typed arrays. */
export interface FittedForecast {
  readonly shape: ForecastShape;
  /** The model that learned from all series; null where no series uses one. */
  readonly pool: LagsState | null;
  readonly series: readonly FittedSeries[];
}

/** The members of a choice as they are kept: what all share stays outside. */
export function keptMembers(
  members: readonly { readonly name: string; readonly state: unknown }[],
  pool: LagsState | null,
): readonly FittedMember[] {
  return members.map(({ name, state }) => {
    const own = state as Partial<BoostedLagsState>;
    const isPooled = name === 'boosted-lags' && pool !== null && own.model === pool;
    return { name, state: isPooled ? own.tail : state, isPooled };
  });
}

/** The state that a forecaster takes. */
export function stateOf({ state, isPooled }: FittedMember, pool: LagsState | null): unknown {
  return isPooled ? { model: pool, tail: state } : state;
}
