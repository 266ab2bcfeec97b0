import type { Series } from './series/series.ts';

/** An interval for each step: the truth lies in it with probability `level`, if the model is right. */
export interface Interval {
  /** Between 0 and 1, such as 0.95. */
  readonly level: number;
  readonly lower: Float64Array;
  readonly upper: Float64Array;
}

/** What a model expects of the steps that follow the last point of a series. */
export interface Forecast {
  /** Length horizon. */
  readonly mean: Float64Array;
  /** Standard deviation of the mistake at each step; absent where a series is too short to tell. */
  readonly deviation?: Float64Array;
  /** One per level that was asked for; none without `deviation`. */
  readonly intervals: readonly Interval[];
}

/** How a fit may differ from a free one. */
export interface FitOptions {
  /**
   * A state of the same forecaster whose form (components, orders, seasonal adjustment) is kept while its numbers
   * are estimated anew. It makes the many fits of a backtest cheap. Absent: the form is chosen.
   */
  readonly like?: unknown;
  /** Steps that are to be forecast, for models that learn each of them. Default: as the model says. */
  readonly horizon?: number;
}

/**
 * A way to forecast one series: a description plus pure functions.
 *
 * The state is plain JSON and typed arrays, without NaN or infinity outside of typed arrays.
 */
export interface Forecaster<State> {
  /** Kebab-case, the name of its file. */
  readonly name: string;
  /** What people call it. */
  readonly title: string;
  /** Where the method comes from. */
  readonly source: string;
  /** What a fit of n points costs, roughly, in visits of a point, each some 20 ns; freely, or after `like`. */
  cost(n: number): { readonly free: number; readonly alike: number };
  /** Why a series cannot be fitted, as one sentence; undefined where it can. */
  refusal(series: Series): string | undefined;
  /**
   * Learns from a series and leaves it untouched.
   *
   * @throws TABLE_TOO_SMALL with the sentence of `refusal`.
   */
  fit(series: Series, options?: FitOptions): State;
  /**
   * Forecasts the steps after the last point.
   *
   * @param horizon Number of steps, 1 or more.
   * @param levels Probabilities of the intervals, each between 0 and 1 exclusive.
   * @throws ARGUMENT_INVALID for another horizon or level.
   */
  forecast(state: State, horizon: number, levels: readonly number[]): Forecast;
}

// biome-ignore lint/suspicious/noExplicitAny: the one line that names a heterogeneous registry
export type AnyForecaster = Forecaster<any>;
