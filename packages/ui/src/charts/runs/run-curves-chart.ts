import { scaleLinear } from 'd3-scale';
import { line } from 'd3-shape';
import { bottomAxis, leftAxis, linearTicks, type Tick, tickCount } from '../axis.ts';
import { domainOf, drawable, drawables, type Point, thinned } from '../figures.ts';
import { formatNumber } from '../format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame } from '../frame.ts';
import { logScale } from '../log-axis.ts';
import { element, tooltip } from '../svg.ts';
import { N_SERIES_LOOKS, seriesLook } from './series-look.ts';
import { smooth } from './smooth.ts';

/** A metric of one run over steps or time. */
export interface RunCurve {
  readonly label: string;
  /** Steps, or a time since the run began; rising. */
  readonly xs: readonly number[];
  /** As many; NaN and infinities leave a gap. */
  readonly values: readonly number[];
}

export interface RunCurvesFigures extends ChartWords {
  /** The metric as it was logged. */
  readonly metric: string;
  /** What the horizontal axis measures, with its unit: `step`, `minutes since the run began`. */
  readonly axis: string;
  readonly curves: readonly RunCurve[];
  /** Weight of what was before, 0 to below 1. Default 0: as measured. */
  readonly smoothing?: number;
  /** Whether equal ratios are equal heights; values that are not above 0 are left out. Default false. */
  readonly isLog?: boolean;
}

/** Lines that the legend names, at most. */
const MOST_NAMED = 12;

/** How metrics of runs came about, each as measured and, where wanted, as a smooth line in front of it. */
export function runCurvesChart(figures: RunCurvesFigures, size: ChartSize): string {
  const { metric, axis, smoothing = 0, isLog = false } = figures;
  const isDrawn = (value: number) => drawable(value) !== undefined && (!isLog || value > 0);
  const curves = figures.curves.map((curve, i) => ({ ...curve, ...seriesLook(i) }));
  const values = curves.flatMap((curve) => curve.values.filter(isDrawn));
  const title = figures.title ?? sayEnds(metric, figures.curves);
  if (values.length === 0)
    return emptyFrame({ title, caption: '' }, size, 'No number was measured.');
  const named = curves.length > 1 ? curves.slice(0, MOST_NAMED) : [];
  return frame({
    title,
    caption: figures.caption ?? captionOf(figures),
    description: `${metric} by ${axis}.`,
    size,
    margin: { left: 52, right: 18, bottom: 38 },
    topGap: 24,
    legend: named.map(({ color, label, dash }) => ({
      ...{ color, label, isDashed: dash !== undefined },
    })),
    plotHeight: Math.min(300, Math.max(150, size.width * 0.45)),
    body: (plot) => {
      const x = scaleLinear(domainOf(curves.flatMap(({ xs }) => drawables(xs))), [
        plot.left,
        plot.left + plot.width,
      ]);
      const y = heights(values, isLog, [plot.top + plot.height, plot.top]);
      const draw = ({ xs, values: some }: Pick<RunCurve, 'xs' | 'values'>) =>
        unbroken(xs, some, isDrawn).map((part) => part.map(([px, py]): Point => [x(px), y.at(py)]));
      return [
        bottomAxis(plot, { ticks: linearTicks(x, tickCount(plot.width)), label: axis }),
        leftAxis(plot, { ticks: y.ticks, label: isLog ? `${metric}, log scale` : metric }),
        ...curves.map((curve) => {
          const measured = draw(curve);
          if (smoothing <= 0) return strokes(measured, curve, 1);
          const even = draw({ xs: curve.xs, values: smooth(curve, smoothing) });
          return strokes(measured, curve, 0.22) + strokes(even, curve, 1);
        }),
      ].join('');
    },
  });
}

interface Heights {
  readonly at: (value: number) => number;
  readonly ticks: readonly Tick[];
}

function heights(
  values: readonly number[],
  isLog: boolean,
  pixels: readonly [number, number],
): Heights {
  if (isLog) {
    const [low, high] = domainOf(values.map((value) => Math.log10(withinScale(value))));
    const scale = logScale([10 ** low, 10 ** high], pixels, 6);
    return { at: (value) => scale(withinScale(value)), ticks: scale.ticks };
  }
  const scale = scaleLinear(domainOf(values, { pad: 0.04 }), pixels).nice(5);
  return { at: scale, ticks: linearTicks(scale, 5) };
}

/** Numbers beyond this are drawn at the border of a log scale. */
const LARGEST_RATIO = 1e150;

function withinScale(value: number): number {
  return Math.max(1 / LARGEST_RATIO, Math.min(LARGEST_RATIO, value));
}

/** Runs of neighboring points that can be drawn. */
function unbroken(
  xs: readonly number[],
  values: readonly number[],
  isDrawn: (value: number) => boolean,
): Point[][] {
  const parts: Point[][] = [[]];
  for (let i = 0; i < Math.min(xs.length, values.length); i++) {
    const x = drawable(xs[i]);
    const value = values[i] ?? Number.NaN;
    if (x === undefined || !isDrawn(value)) parts.push([]);
    else parts.at(-1)?.push([x, drawable(value) ?? 0]);
  }
  return parts.filter((part) => part.length > 0);
}

const toPath = line<Point>().digits(2);

function strokes(
  parts: readonly (readonly Point[])[],
  {
    label,
    color,
    dash,
  }: { readonly label: string; readonly color: string; readonly dash?: string },
  opacity: number,
): string {
  return parts
    .map((points) => {
      const [first] = points;
      if (points.length === 1 && first !== undefined)
        return element(
          'circle',
          { cx: first[0], cy: first[1], r: 2.4, fill: color, 'fill-opacity': opacity },
          tooltip(label),
        );
      return element(
        'path',
        {
          d: toPath(thinned(points)) ?? '',
          fill: 'none',
          stroke: color,
          'stroke-width': 1.8,
          'stroke-opacity': opacity,
          'stroke-dasharray': dash,
          'stroke-linejoin': 'round',
        },
        tooltip(label),
      );
    })
    .join('');
}

function lastOf({ values }: RunCurve): number | undefined {
  return values.findLast((value) => Number.isFinite(value));
}

function sayEnds(metric: string, curves: readonly RunCurve[]): string {
  const ends = curves
    .flatMap((curve) => {
      const value = lastOf(curve);
      return value === undefined ? [] : [{ value, label: curve.label }];
    })
    .sort((a, b) => a.value - b.value);
  const [least] = ends;
  const greatest = ends.at(-1);
  if (least === undefined || greatest === undefined) return `${metric}: nothing measured`;
  if (curves.length === 1) return `${metric} ends at ${formatNumber(least.value)}`;
  if (least.value === greatest.value)
    return `${metric} ends at ${formatNumber(least.value)} in ${ends.length} runs`;
  return `${metric} ends between ${formatNumber(least.value)} (${least.label}) and ${formatNumber(greatest.value)} (${greatest.label})`;
}

function captionOf({ curves, smoothing = 0 }: RunCurvesFigures): string {
  const parts = [
    curves.length === 1
      ? `${formatNumber(curves[0]?.values.length ?? 0)} points`
      : `${formatNumber(curves.length)} runs`,
    ...(smoothing > 0 ? [`smoothed with weight ${smoothing}; faint as measured`] : []),
    ...(curves.length > MOST_NAMED ? [`the first ${MOST_NAMED} are named`] : []),
    ...(curves.length > N_SERIES_LOOKS ? ['looks repeat'] : []),
  ];
  return `${parts.join('; ')}.`;
}
