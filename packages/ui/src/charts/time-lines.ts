import { scaleLinear } from 'd3-scale';
import { bottomAxis, leftAxis, linearTicks } from './axis.ts';
import { curve, filledCurve } from './curve.ts';
import { domainOf, drawable, drawables, type Point } from './figures.ts';
import { formatNumber } from './format.ts';
import { type ChartSize, type ChartWords, frame, type Plot } from './frame.ts';
import { dateTicks } from './histogram-chart.ts';
import { element, textElement, tooltip } from './svg.ts';

/** One quantity over time. */
export interface TimeLine {
  readonly label: string;
  readonly color: string;
  /** One per instant; null where nothing was measured, which leaves a gap. */
  readonly values: readonly (number | null)[];
  /** Shades what is below it. Default false. */
  readonly isFilled?: boolean;
}

/** Quantities that share an axis. */
export interface TimeLinesFigures extends ChartWords {
  readonly title: string;
  /** What the vertical axis measures, with its unit. */
  readonly axis: string;
  /** Milliseconds since 1970 UTC, rising. */
  readonly at: readonly number[];
  readonly lines: readonly TimeLine[];
  /** What stands in the drawing while nothing was measured. Default: nothing. */
  readonly empty?: string;
}

/** Below this an axis would have no width. */
const SMALLEST = 1e-12;

/** Lines over time from zero up; what is below zero lies on the floor. The frame keeps its size whether there is something to draw or not. */
export function timeLines(figures: TimeLinesFigures, size: ChartSize): string {
  const { title, caption, axis, at, lines, empty = '' } = figures;
  const all = drawables(lines.flatMap(({ values }) => values));
  return frame({
    title,
    caption,
    description: `${axis} over time: ${lines.map(({ label, values }) => `${label} ${lastOf(values)}`).join(', ')}.`,
    size,
    margin: { left: 48, right: 16, bottom: 24 },
    topGap: 24,
    plotHeight: 170,
    legend: lines.map(({ label, color }) => ({ color, label })),
    body: (plot) => {
      const domain = domainOf(at);
      const x = scaleLinear(domain, [plot.left, plot.left + plot.width]);
      const top = all.reduce((most, value) => Math.max(most, value), 0);
      const y = scaleLinear(
        [0, top < SMALLEST ? 1 : top * 1.05],
        [plot.top + plot.height, plot.top],
      );
      const inside = clearOfEdges(dateTicks(domain, plot), plot);
      return [
        bottomAxis(plot, { ticks: inside, label: '' }),
        leftAxis(plot, { ticks: linearTicks(y, 4), label: axis }),
        all.length === 0 ? sayEmpty(empty, plot) : '',
        ...lines.map((line) => drawLine(line, { at, x, y, floor: plot.top + plot.height })),
      ].join('');
    },
  });
}

interface Scales {
  readonly at: readonly number[];
  readonly x: (at: number) => number;
  readonly y: (value: number) => number;
  readonly floor: number;
}

function drawLine({ label, color, values, isFilled }: TimeLine, { at, x, y, floor }: Scales) {
  const parts = unbroken(values).map((part) =>
    part.map(([i, value]): Point => [x(at[i] ?? 0), y(value)]),
  );
  return parts
    .map((points) => {
      const [first] = points;
      if (points.length > 1 || first === undefined)
        return (isFilled ? filledCurve(points, floor, color) : '') + curve(points, color, 1.8);
      const [cx, cy] = first;
      return element('circle', { cx, cy, r: 2.2, fill: color }, tooltip(label));
    })
    .join('');
}

/** Runs of measured values, each value with its position. */
function unbroken(values: readonly (number | null)[]): Point[][] {
  const parts: Point[][] = [[]];
  values.forEach((each, i) => {
    const value = drawable(each);
    if (value === undefined) parts.push([]);
    else parts.at(-1)?.push([i, Math.max(0, value)]);
  });
  return parts.filter((part) => part.length > 0);
}

function sayEmpty(words: string, plot: Plot): string {
  return textElement(words, {
    x: plot.left + plot.width / 2,
    y: plot.top + plot.height / 2,
    'text-anchor': 'middle',
    'font-size': 12,
  });
}

/** Labels at the very edge would be cut off. */
function clearOfEdges<T extends { readonly at: number }>(ticks: readonly T[], plot: Plot): T[] {
  return ticks.filter(({ at }) => at > plot.left + 8 && at < plot.left + plot.width - 8);
}

function lastOf(values: readonly (number | null)[]): string {
  const last = drawables(values).at(-1);
  return last === undefined ? 'not measured' : formatNumber(last);
}
