import { scaleLinear } from 'd3-scale';
import { area } from 'd3-shape';
import { bottomAxis, leftAxis, linearTicks, tickCount } from './axis.ts';
import { COLORS } from './colors.ts';
import { curve } from './curve.ts';
import { domainOf, drawable, type Point, thinned } from './figures.ts';
import { formatNumber } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame, type LegendEntry } from './frame.ts';
import { dateTicks } from './histogram-chart.ts';
import { element } from './svg.ts';

/** Values of a line at their instants. */
export interface TimedValues {
  readonly at: readonly number[];
  readonly values: readonly number[];
}

/** A line with the range that the truth lies in at most times. */
export interface TimedBand extends TimedValues {
  readonly low: readonly number[];
  readonly high: readonly number[];
}

/** The past of a series and what is expected next. */
export interface ForecastChartFigures extends ChartWords {
  /** What is forecast, with its unit. */
  readonly target: string;
  /** Milliseconds since 1970 UTC, or any numbers. Default `date`. */
  readonly axis?: 'date' | 'number';
  readonly history: TimedValues;
  readonly forecast: TimedBand;
  /** What would have been forecast of the end of the past, beside which the truth is drawn. */
  readonly tested?: TimedBand;
  /** Probability of the band. Default 0.95. */
  readonly level?: number;
}

/** A series with its forecast and the interval around it. */
export function forecastChart(figures: ForecastChartFigures, size: ChartSize): string {
  const { target, history, forecast, tested, axis = 'date', level = 0.95 } = figures;
  const past = points(history.at, history.values);
  const ahead = points(forecast.at, forecast.values);
  const band = bandOf(forecast);
  const before = tested ? points(tested.at, tested.values) : [];
  const last = ahead.at(-1);
  const title =
    figures.title ??
    (last
      ? `${target} is expected at ${formatNumber(last[1])} in the last step`
      : `No forecast of ${target}`);
  const all = [...past, ...ahead, ...before];
  if (all.length === 0) return emptyFrame({ title, caption: '' }, size, 'No points to draw.');
  const percent = `${Math.round(100 * level)} % interval`;
  return frame({
    title,
    caption:
      figures.caption ??
      `The shaded range holds the truth in ${Math.round(100 * level)} of 100 cases.`,
    description: `The past of ${target} and its forecast.`,
    size,
    margin: { left: 52, right: 22, bottom: 38 },
    topGap: 24,
    plotHeight: Math.min(260, Math.max(160, size.width * 0.42)),
    legend: [
      ...(past.length > 0 ? [{ color: COLORS.ink, label: 'past' }] : []),
      { color: COLORS.main, label: `forecast, ${percent}` },
      ...(before.length > 0 ? [TESTED] : []),
    ],
    body: (plot) => {
      const domain = domainOf(all.map(([at]) => at));
      const x = scaleLinear(domain, [plot.left, plot.left + plot.width]);
      const reach = all
        .map(([, value]) => value)
        .concat(band.flatMap(({ low, high }) => [low, high]));
      const y = scaleLinear(domainOf(reach, { pad: 0.05 }), [plot.top + plot.height, plot.top]);
      const ticks =
        axis === 'date' ? dateTicks(domain, plot) : linearTicks(x, tickCount(plot.width));
      const pixels = (list: readonly Point[]) =>
        list.map(([at, value]): Point => [x(at), y(value)]);
      const joint = past.at(-1);
      return [
        bottomAxis(plot, { ticks, label: '' }),
        leftAxis(plot, { ticks: linearTicks(y, 5), label: target }),
        shade(band.map(({ at, low, high }) => ({ at: x(at), low: y(low), high: y(high) }))),
        curve(thinned(pixels(past)), COLORS.ink, 1.5),
        curve(pixels(before), COLORS.second, 1.5),
        curve(pixels(joint && ahead.length > 0 ? [joint, ...ahead] : ahead), COLORS.main),
      ].join('');
    },
  });
}

const TESTED: LegendEntry = { color: COLORS.second, label: 'what it said of the end of the past' };

interface Bound {
  readonly at: number;
  readonly low: number;
  readonly high: number;
}

function points(at: readonly number[], values: readonly number[]): Point[] {
  return at.flatMap((each, i): Point[] => {
    const [x, y] = [drawable(each), drawable(values[i])];
    return x === undefined || y === undefined ? [] : [[x, y]];
  });
}

function bandOf({ at, low, high }: TimedBand): Bound[] {
  return at.flatMap((each, i) => {
    const [x, bottom, top] = [drawable(each), drawable(low[i]), drawable(high[i])];
    return x === undefined || bottom === undefined || top === undefined
      ? []
      : [{ at: x, low: bottom, high: top }];
  });
}

function shade(band: readonly Bound[]): string {
  const path = area<Bound>()
    .x(({ at }) => at)
    .y0(({ low }) => low)
    .y1(({ high }) => high)
    .digits(2)(band as Bound[]);
  return path === null || band.length === 0
    ? ''
    : element('path', { d: path, fill: COLORS.main, 'fill-opacity': 0.18 });
}
