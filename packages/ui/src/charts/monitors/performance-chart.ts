import { scaleLinear } from 'd3-scale';
import { area } from 'd3-shape';
import { bottomAxis, leftAxis, linearTicks } from '../axis.ts';
import { COLORS } from '../colors.ts';
import { curve } from '../curve.ts';
import { domainOf, drawable, type Point } from '../figures.ts';
import { formatClose } from '../format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame, type Plot } from '../frame.ts';
import { dateTicks } from '../histogram-chart.ts';
import { element, textElement } from '../svg.ts';

/** A figure with the interval that holds it; null where it is not known. */
export interface Interval {
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

/** How good answers were, window by window. */
export interface PerformanceChartFigures extends ChartWords {
  readonly title: string;
  /** What the vertical axis measures. */
  readonly metric: string;
  /** Oldest first. */
  readonly points: readonly {
    /** End of the window, milliseconds since 1970 UTC. */
    readonly at: number;
    /** By labels. */
    readonly realised: Interval | null;
    /** Before there are labels. */
    readonly estimated: Interval | null;
  }[];
  /** On rows unseen in training. */
  readonly training: number | null;
}

const SERIES = [
  { of: 'estimated', label: 'estimated before labels', color: COLORS.fourth, opacity: 0.12 },
  { of: 'realised', label: 'by labels', color: COLORS.main, opacity: 0.2 },
] as const;

/** A metric over time with its intervals: by labels where they are known, estimated where not, and what it was in training. */
export function performanceChart(figures: PerformanceChartFigures, size: ChartSize): string {
  const { title, caption, metric, points } = figures;
  const training = drawable(figures.training);
  const series = SERIES.map((each) => ({
    ...each,
    bounds: points.flatMap((point) => boundOf(point.at, point[each.of])),
  })).filter(({ bounds }) => bounds.length > 0);
  const all = series.flatMap(({ bounds }) => bounds);
  if (all.length === 0)
    return emptyFrame({ title, caption: caption ?? '' }, size, 'Nothing is known yet.');
  return frame({
    title,
    caption,
    description: `${metric} over time: ${series.map(({ label, bounds }) => `${label} ${formatClose(bounds.at(-1)?.value ?? 0)}`).join(', ')}.`,
    size,
    margin: { left: 52, right: 16, bottom: 24 },
    topGap: 24,
    plotHeight: 190,
    legend: series.map(({ label, color }) => ({ label, color })),
    body: (plot) => {
      const times = domainOf(all.map(({ at }) => at));
      const x = scaleLinear(times, [plot.left + 6, plot.left + plot.width - 6]);
      const y = scaleLinear(
        domainOf(
          all.flatMap(({ low, value, high }) => [low, value, high]),
          { pad: 0.08, ...(training !== undefined && { include: [training] }) },
        ),
        [plot.top + plot.height, plot.top],
      );
      const ticks = dateTicks(times, { left: plot.left + 6, width: plot.width - 12 }).filter(
        ({ at }) => at > plot.left + 16 && at < plot.left + plot.width - 20,
      );
      return [
        bottomAxis(plot, { ticks, label: '' }),
        leftAxis(plot, { ticks: linearTicks(y, 4), label: metric }),
        training === undefined ? '' : trainingRule(plot, y(training)),
        ...series.map(({ bounds, color, opacity }) => {
          const placed = bounds.map(({ at, ...bound }) => ({
            ...{ at: x(at), low: y(bound.low), value: y(bound.value), high: y(bound.high) },
          }));
          return shade(placed, color, opacity) + line(placed, color);
        }),
      ].join('');
    },
  });
}

interface Bound {
  readonly at: number;
  readonly low: number;
  readonly value: number;
  readonly high: number;
}

function boundOf(at: number, interval: Interval | null): readonly Bound[] {
  const [instant, value] = [drawable(at), drawable(interval?.value)];
  if (instant === undefined || value === undefined) return [];
  const low = drawable(interval?.low) ?? value;
  return [{ at: instant, value, low, high: drawable(interval?.high) ?? value }];
}

function shade(bounds: readonly Bound[], color: string, opacity: number): string {
  const path = area<Bound>()
    .x(({ at }) => at)
    .y0(({ low }) => low)
    .y1(({ high }) => high)
    .digits(2)(bounds as Bound[]);
  return path === null || bounds.length < 2
    ? ''
    : element('path', { d: path, fill: color, 'fill-opacity': opacity });
}

function line(bounds: readonly Bound[], color: string): string {
  const points = bounds.map(({ at, value }): Point => [at, value]);
  const [only, ...others] = bounds;
  if (only === undefined || others.length > 0) return curve(points, color, 1.8);
  return (
    element('line', {
      ...{ x1: only.at, x2: only.at, y1: only.low, y2: only.high },
      ...{ stroke: color, 'stroke-width': 6, 'stroke-opacity': 0.3 },
    }) + element('circle', { cx: only.at, cy: only.value, r: 3, fill: color })
  );
}

function trainingRule(plot: Plot, y: number): string {
  return (
    element('line', {
      ...{ x1: plot.left, x2: plot.left + plot.width, y1: y, y2: y },
      ...{ stroke: COLORS.muted, 'stroke-width': 1.4, 'stroke-dasharray': '5 3' },
    }) + textElement('in training', { x: plot.left + 4, y: y - 5, fill: COLORS.soft })
  );
}
