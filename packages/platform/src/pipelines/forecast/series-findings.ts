import type { Finding } from '@kaizenml/contracts';
import { type ForecastPlan, gridOf } from '@kaizenml/ml/forecast';

/** What must be known of series before their forecast is used. */
export function seriesFindings(plan: ForecastPlan): Finding[] {
  return [...setUp(plan), ...madeRegular(plan), ...leftOut(plan), ...endedEarly(plan)];
}

function setUp({ why, shape }: ForecastPlan): Finding[] {
  return [
    {
      code: 'FORECAST_SET_UP',
      severity: 'info',
      message: why.join(' '),
      hint: 'Other ones are named with `--time`, `--frequency`, `--season` and `--horizon`.',
      details: { ...shape },
    },
  ];
}

function madeRegular({ series, shape }: ForecastPlan): Finding[] {
  const sum = (of: (one: ForecastPlan['series'][number]) => number) =>
    series.reduce((total, one) => total + of(one), 0);
  const [nMerged, nFilled, nDropped] = [
    sum((one) => one.nMerged),
    sum((one) => one.nFilled),
    sum((one) => one.nDropped),
  ];
  const said = [
    ...(nMerged > 0
      ? [`${nMerged} share their time with another one, and their mean was taken`]
      : []),
    ...(nFilled > 0 ? [`${nFilled} were missing, and were filled in`] : []),
    ...(nDropped > 0
      ? [`${nDropped} had no time or lay between two steps, and were left out`]
      : []),
  ];
  if (said.length === 0) return [];
  const nPoints = sum(({ values }) => values.length);
  return [
    {
      code: 'SERIES_MADE_REGULAR',
      severity: nMerged + nDropped > 0.01 * nPoints || nFilled > 0.1 * nPoints ? 'warning' : 'info',
      message: `Of ${nPoints - nFilled + nMerged + nDropped} points ${said.join('; ')}.`,
      hint:
        nMerged > 0 && shape.series === null
          ? 'Name the column that tells series apart with `--series`, or add the rows of one time up first.'
          : 'Check the times in the data.',
      details: { nPoints, nMerged, nFilled, nDropped },
    },
  ];
}

function leftOut({ leftOut: list, series }: ForecastPlan): Finding[] {
  const [first] = list;
  if (first === undefined) return [];
  return [
    {
      code: 'SERIES_LEFT_OUT',
      severity: 'warning',
      message: `${list.length} of ${series.length + list.length} series cannot be forecast; of "${first.name}" the reason is: ${first.reason}`,
      details: { leftOut: list.slice(0, 100), nLeftOut: list.length },
    },
  ];
}

/** Series whose newest point is more than a season, at least three steps, older than the newest of all. */
function endedEarly({ series, shape }: ForecastPlan): Finding[] {
  const { frequency, period, time } = shape;
  if (series.length < 2 || time === null || time.kind === 'number') return [];
  const ends = series.map(({ instants }) => instants.at(-1) ?? 0);
  const newest = ends.reduce((latest, end) => Math.max(latest, end));
  const early = series.filter(
    ({ values, first }) =>
      gridOf(frequency, first).placeOf(newest) - (values.length - 1) > Math.max(3, period),
  );
  if (early.length === 0) return [];
  return [
    {
      code: 'SERIES_ENDED_EARLY',
      severity: 'warning',
      message: `${early.length} of ${series.length} series end long before the newest point, such as "${early[0]?.name}"; each is forecast from its own end.`,
      hint: 'Leave out what is no longer sold, or add its newest points.',
      details: { nEarly: early.length, names: early.slice(0, 20).map(({ name }) => name) },
    },
  ];
}
