import { scaleLinear } from 'd3-scale';
import { area } from 'd3-shape';
import { bottomAxis, leftAxis, linearTicks } from './axis.ts';
import { COLORS } from './colors.ts';
import { curve } from './curve.ts';
import { domainOf, drawable, drawables, type Point } from './figures.ts';
import { formatMetric } from './format.ts';
import { type ChartSize, type ChartWords, frame, type Plot } from './frame.ts';
import { dateTicks } from './histogram-chart.ts';
import { element, textElement } from './svg.ts';

/** What a guard knew over time: the difference of two versions, and the interval that holds the true one at all times. */
export interface EvidenceChartFigures extends ChartWords {
  readonly title: string;
  /** `share` writes percent. Default plain numbers. */
  readonly unit?: string;
  /** Difference that is put up with: below it the new version may take over. */
  readonly margin: number;
  readonly points: readonly {
    /** Milliseconds since 1970 UTC. */
    readonly at: number;
    readonly difference: number | null;
    /** Null is an open end. */
    readonly low: number | null;
    readonly high: number | null;
  }[];
}

/** The window shows this many margins at least, and no more than so many: open ends go to its edge. */
const FEWEST_MARGINS = 1.6;
const MOST_MARGINS = 6;

/**
 * An interval that narrows over time, against no difference and against the margin.
 *
 * All above zero is harm; all below the margin is no harm.
 */
export function evidenceChart(figures: EvidenceChartFigures, size: ChartSize): string {
  const { title, caption, unit = 'none', margin } = figures;
  const points = figures.points.flatMap((point) => {
    const [at, difference] = [drawable(point.at), drawable(point.difference)];
    return at === undefined || difference === undefined ? [] : [{ ...point, at, difference }];
  });
  const last = points.at(-1);
  return frame({
    title,
    caption,
    description:
      last === undefined
        ? 'Nothing to compare yet.'
        : `Difference ${formatMetric(last.difference, unit)}, margin ${formatMetric(margin, unit)}.`,
    size,
    margin: { left: 56, right: 14, bottom: 24 },
    topGap: 10,
    plotHeight: 120,
    body: (plot) => {
      const [low, high] = windowOf(figures);
      const y = scaleLinear([low, high], [plot.top + plot.height, plot.top]);
      const inside = (value: number) => y(Math.max(low, Math.min(high, value)));
      const times = domainOf(points.map(({ at }) => at));
      const x = scaleLinear(times, [plot.left, plot.left + plot.width]);
      const band = points.map((point) => ({
        x: x(point.at),
        low: inside(drawable(point.low) ?? low),
        high: inside(drawable(point.high) ?? high),
      }));
      const line = points.map(({ at, difference }): Point => [x(at), inside(difference)]);
      const ticks = dateTicks(times, plot).filter(
        ({ at }) => at > plot.left + 16 && at < plot.left + plot.width - 16,
      );
      return [
        leftAxis(plot, { ticks: linearTicks(y, 3, unit), label: '' }),
        points.length < 2 ? '' : bottomAxis(plot, { ticks, label: '' }),
        rule(plot, y(0), { color: COLORS.muted, words: 'no difference', isBelow: true }),
        rule(plot, y(margin), { color: COLORS.second, words: 'margin', isDashed: true }),
        points.length < 2
          ? atOneTime(band[0], line[0])
          : shade(band) + curve(line, COLORS.main, 1.8),
        points.length > 0 ? '' : sayNothing(plot),
      ].join('');
    },
  });
}

function windowOf({ margin, points }: EvidenceChartFigures): [number, number] {
  const unit = Math.max(margin, 1e-9);
  const reach = drawables(
    points.slice(-20).flatMap(({ difference, low, high }) => [difference, low, high]),
  );
  const highest = Math.max(FEWEST_MARGINS * unit, ...reach);
  const lowest = Math.min(-0.6 * unit, ...reach);
  return [
    Math.max(lowest, -MOST_MARGINS * unit) - 0.1 * unit,
    Math.min(highest, MOST_MARGINS * unit) + 0.1 * unit,
  ];
}

interface Bound {
  readonly x: number;
  readonly low: number;
  readonly high: number;
}

function shade(band: readonly Bound[]): string {
  const path = area<Bound>()
    .x((bound) => bound.x)
    .y0((bound) => bound.low)
    .y1((bound) => bound.high)
    .digits(2)(band as Bound[]);
  return path === null ? '' : element('path', { d: path, fill: COLORS.main, 'fill-opacity': 0.18 });
}

/** Before there is a second point in time: the interval as a whisker. */
function atOneTime(bound: Bound | undefined, point: Point | undefined): string {
  if (bound === undefined || point === undefined) return '';
  const { x, low, high } = bound;
  return (
    element('line', {
      ...{ x1: x, x2: x, y1: low, y2: high, stroke: COLORS.main },
      ...{ 'stroke-width': 6, 'stroke-opacity': 0.3 },
    }) + element('circle', { cx: x, cy: point[1], r: 3, fill: COLORS.main })
  );
}

function rule(
  plot: Plot,
  y: number,
  {
    color,
    words,
    isDashed,
    isBelow = false,
  }: {
    readonly color: string;
    readonly words: string;
    readonly isDashed?: boolean;
    readonly isBelow?: boolean;
  },
): string {
  const right = plot.left + plot.width;
  return (
    element('line', {
      ...{ x1: plot.left, x2: right, y1: y, y2: y, stroke: color, 'stroke-width': 1.4 },
      'stroke-dasharray': isDashed ? '5 3' : undefined,
    }) +
    textElement(words, {
      x: isBelow ? plot.left + 4 : right - 2,
      y: isBelow ? y + 12 : y - 4,
      'text-anchor': isBelow ? 'start' : 'end',
      fill: COLORS.soft,
    })
  );
}

function sayNothing(plot: Plot): string {
  return textElement('Nothing to compare yet.', {
    x: plot.left + plot.width / 3,
    y: plot.top + plot.height - 8,
    'text-anchor': 'middle',
  });
}
