import { type ForecastPlan, forecastSeries, gridOf, nameFrequency } from '@kaizenml/ml/forecast';
import type { ForecastReport, TableReport } from '../../reports/index.ts';
import type { ForecastsMade } from './choose-forecasts.ts';

/** Series that are drawn. */
const MOST_DRAWN = 6;
/** Points of the past that are drawn: so many seasons and horizons, and at least. */
const [SEASONS, HORIZONS, LEAST_POINTS] = [4, 4, 60];

/** What was planned and made of series. */
export interface ForecastTold {
  readonly plan: ForecastPlan;
  readonly made: ForecastsMade;
  /** Places of series, the most important first. */
  readonly important: readonly number[];
}

/** What the report is made of. */
export function toForecastReport(
  about: TableReport,
  { plan, made, important }: ForecastTold,
): ForecastReport {
  const { shape } = plan;
  return {
    ...about,
    target: shape.target,
    time: shape.time?.column ?? null,
    by: shape.series,
    isDate: shape.time?.kind === 'date' || shape.time?.kind === 'year',
    frequency: nameFrequency(shape.frequency),
    season: shape.period,
    horizon: shape.horizon,
    nSeries: plan.series.length,
    nTested: made.series.filter(({ unseen }) => unseen !== null).length,
    why: plan.why,
    methods: made.methods,
    pictures: important.slice(0, MOST_DRAWN).flatMap((place) => picture(place, plan, made)),
  };
}

function picture(place: number, { series, shape }: ForecastPlan, made: ForecastsMade) {
  const [own, judged, fitted] = [series[place], made.series[place], made.fitted.series[place]];
  if (own === undefined || judged === undefined || fitted === undefined) return [];
  const nDrawn = Math.max(LEAST_POINTS, SEASONS * shape.period, HORIZONS * shape.horizon);
  const from = Math.max(0, own.values.length - Math.min(nDrawn, 1000));
  const asked = { horizon: shape.horizon, levels: [0.95] };
  const { instants, forecast } = forecastSeries(made.fitted, fitted, asked);
  const grid = gridOf(shape.frequency, own.first);
  const { tested } = judged;
  const firstTested = own.values.length - (tested?.mean.length ?? 0);
  return [
    {
      name: judged.name,
      reason: judged.reason,
      unseen: judged.unseen,
      history: { at: [...own.instants.subarray(from)], values: [...own.values.subarray(from)] },
      forecast: band(instants, forecast),
      tested:
        tested === null
          ? null
          : band(
              Float64Array.from(tested.mean, (_, h) => grid.instantAt(firstTested + h)),
              tested,
            ),
    },
  ];
}

function band(
  instants: Float64Array,
  { mean, intervals }: Pick<ReturnType<typeof forecastSeries>['forecast'], 'mean' | 'intervals'>,
) {
  const interval = intervals.find(({ level }) => level === 0.95);
  return {
    at: [...instants],
    values: [...mean],
    low: [...(interval?.lower ?? [])],
    high: [...(interval?.upper ?? [])],
  };
}
