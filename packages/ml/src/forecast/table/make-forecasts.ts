import {
  type FittedForecast,
  type FittedMember,
  type FittedSeries,
  keptMembers,
} from '../artifact/fitted-forecast.ts';
import { asLearned } from '../artifact/forecast-series.ts';
import { cutOffs } from '../backtest/cut-offs.ts';
import { type Choice, chooseForecaster, forecastChoice } from '../choose/choose-forecaster.ts';
import { chooseForecasters } from '../choose/choose-forecasters.ts';
import type { AnyForecaster, Forecast } from '../forecaster.ts';
import { FORECASTERS } from '../forecasters.ts';
import { fitLags } from '../lags/fit-lags.ts';
import { tailOf } from '../models/boosted-lags.ts';
import { naive } from '../models/naive.ts';
import { seasonalNaive } from '../models/seasonal-naive.ts';
import { coverage } from '../scores/interval-score.ts';
import { mase, seasonalScale } from '../scores/mase.ts';
import { smape } from '../scores/smape.ts';
import { firstPoints, lastPoints, type Series } from '../series/series.ts';
import type { ForecastPlan, PlannedSeries } from './plan-forecast.ts';

/** How good a forecast of the end of a series was, which nothing had seen. */
export interface UnseenScores {
  /** Steps that were forecast. */
  readonly steps: number;
  readonly smape: number;
  /** Null where the series never changed before. */
  readonly mase: number | null;
  /** Of the last season again, or of the last value where there is no season yet. */
  readonly referenceSmape: number;
  readonly referenceMase: number | null;
  /** Share of the truth within each interval of `LEVELS`; null without intervals. */
  readonly coverage: readonly number[] | null;
}

/** A series, how it is forecast, and how good that was. */
export interface MadeSeries {
  readonly name: string;
  /** Names of the forecasters whose median is the forecast. */
  readonly chosen: readonly string[];
  readonly reason: string;
  readonly ranking: Choice['ranking'];
  readonly skipped: Choice['skipped'];
  /** Null where the series is too short to hold its end back. */
  readonly unseen: UnseenScores | null;
  /** What was forecast of the end that was held back. */
  readonly tested: Forecast | null;
}

/** Forecasts of every series of a plan. */
export interface MadeForecasts {
  readonly fitted: FittedForecast;
  /** In the order of `fitted.series`. */
  readonly series: readonly MadeSeries[];
}

/** Probabilities of the intervals that are judged. */
export const LEVELS = [0.8, 0.95] as const;
/** Values that are kept of all series together, and of one at most. */
const [MOST_KEPT, MOST_POINTS, FEWEST_POINTS] = [4_000_000, 4000, 100];

/**
 * Chooses for each series by a backtest that does not see its end, judges what was chosen on that end, and learns from
 * the whole series in the form that was judged.
 *
 * @param options.budget Visits of points that the trials of each series may take, each some 20 ns.
 */
export function makeForecasts(
  { shape, series: planned }: ForecastPlan,
  { budget }: { readonly budget: number },
): MadeForecasts {
  const { horizon } = shape;
  const whole = planned.map((each) => asLearned(shape, { ...each, period: shape.period }));
  const held = whole.map((series) => heldBack(series, horizon));
  const past = whole.map((series, i) => firstPoints(series, series.values.length - held[i]));
  const options = { horizon, budget };
  const [only] = past;
  const choices =
    past.length === 1 ? [chooseForecaster(only, options)] : chooseForecasters(past, options);
  const isPooled = past.length > 1 && choices.some(hasLags);
  const newest = whole.map((series) => lastPoints(series, MOST_POINTS));
  const pool = isPooled ? (fitLags(newest, { horizon }) ?? null) : null;
  const nKept = Math.min(
    MOST_POINTS,
    Math.max(FEWEST_POINTS, Math.floor(MOST_KEPT / planned.length)),
  );
  const members = choices.map((choice, i): readonly FittedMember[] =>
    keptMembers(refitted(choice, newest[i], { horizon, pool }), pool),
  );
  return {
    fitted: {
      shape,
      pool: members.some((own) => own.some(({ isPooled: is }) => is)) ? pool : null,
      series: planned.map((each, i) => kept(each, choices[i], members[i], nKept)),
    },
    series: choices.map((choice, i) => ({
      name: planned[i].name,
      chosen: choice.members.map(({ name }) => name),
      reason: choice.reason,
      ranking: choice.ranking,
      skipped: choice.skipped,
      ...judged(choice, whole[i], held[i]),
    })),
  };
}

/** Steps at the end that the choice does not see. */
function heldBack({ values }: Series, horizon: number): number {
  const { ends, horizon: steps } = cutOffs(values.length, { horizon, nFolds: 1 });
  return ends.length === 0 ? 0 : steps;
}

function hasLags({ members }: Choice): boolean {
  return members.some(({ name }) => name === 'boosted-lags');
}

/** What was chosen, learned from the whole series in the same form. */
function refitted(
  { members }: Choice,
  series: Series,
  { horizon, pool }: { readonly horizon: number; readonly pool: FittedForecast['pool'] },
): readonly { readonly name: string; readonly state: unknown }[] {
  return members.map(({ name, state }) => {
    if (name === 'boosted-lags' && pool !== null)
      return { name, state: { model: pool, tail: tailOf(series) } };
    const forecaster = FORECASTERS.find((one) => one.name === name) ?? naive;
    return { name, state: forecaster.fit(series, { horizon, like: state }) };
  });
}

function kept(
  { name, values, instants }: PlannedSeries,
  { mistakes, reason }: Choice,
  members: readonly FittedMember[],
  nKept: number,
): FittedSeries {
  const from = Math.max(0, values.length - nKept);
  const newest = values.slice(from);
  return { name, first: instants[from], values: newest, members, mistakes, reason };
}

function judged(
  choice: Choice,
  series: Series,
  steps: number,
): Pick<MadeSeries, 'unseen' | 'tested'> {
  if (steps === 0) return { unseen: null, tested: null };
  const end = series.values.length - steps;
  const past = firstPoints(series, end);
  const truth = series.values.subarray(end);
  const tested = forecastChoice(choice, steps, LEVELS);
  const rival: AnyForecaster = seasonalNaive.refusal(past) === undefined ? seasonalNaive : naive;
  const reference = rival.forecast(rival.fit(past), steps, []).mean;
  const scale = seasonalScale(past.values, series.period);
  const scaled = (mean: Float64Array) => (scale > 0 ? mase(truth, mean, scale) : null);
  return {
    tested,
    unseen: {
      steps,
      smape: smape(truth, tested.mean),
      mase: scaled(tested.mean),
      referenceSmape: smape(truth, reference),
      referenceMase: scaled(reference),
      coverage:
        tested.intervals.length === 0
          ? null
          : tested.intervals.map((interval) => coverage(truth, interval)),
    },
  };
}
