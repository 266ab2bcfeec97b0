import { scaleLinear } from 'd3-scale';
import { bottomAxis, leftAxis, linearTicks, referenceLine, type Tick } from './axis.ts';
import { COLORS } from './colors.ts';
import { curve } from './curve.ts';
import { domainOf, drawable, drawables, type Point } from './figures.ts';
import { formatMetric, formatNumber } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame, type LegendEntry } from './frame.ts';
import { element, textElement, tooltip } from './svg.ts';

/** A score by the number of rows that models learned from, and where it is going. */
export interface LearningCurveFigures extends ChartWords {
  /** The score as people call it. */
  readonly score: string;
  readonly better: 'higher' | 'lower';
  readonly unit?: string;
  /** Measured, by rising size. */
  readonly points: readonly {
    readonly size: number;
    readonly value: number;
    readonly standardError: number;
  }[];
  /** Fitted, by rising size; beyond the last measured size it is a forecast. */
  readonly curve: readonly {
    readonly size: number;
    readonly value: number;
    readonly low?: number | null;
    readonly high?: number | null;
  }[];
  /** What guessing gets. */
  readonly baseline?: number;
}

/** Half of a 90 % interval in standard errors. */
const HALF_90 = 1.645;

/** Measured scores with their noise, the fitted curve with its 90 % interval, and its forecast for more rows, dashed. */
export function learningCurveChart(figures: LearningCurveFigures, size: ChartSize): string {
  const { score, better, unit = 'none', baseline } = figures;
  const points = figures.points.filter(
    (point) => point.size > 0 && drawable(point.size) && drawable(point.value) !== undefined,
  );
  const fitted = figures.curve.filter(
    (point) => point.size > 0 && drawable(point.size) && drawable(point.value) !== undefined,
  );
  const title = figures.title ?? finding(figures);
  if (points.length === 0) return emptyFrame({ title, caption: '' }, size, 'No sizes to compare.');
  const last = Math.max(...points.map((point) => point.size));
  const spread = (error: number) => HALF_90 * (drawable(error) ?? 0);
  const heights = drawables([
    ...points.flatMap(({ value, standardError: error }) => [
      value - spread(error),
      value + spread(error),
    ]),
    ...fitted.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]),
  ]);
  const legend: LegendEntry[] = [
    { color: COLORS.main, label: 'measured and fitted' },
    ...(fitted.some((point) => point.size > last)
      ? [{ color: COLORS.main, label: 'forecast', isDashed: true }]
      : []),
  ];
  return frame({
    title,
    caption: figures.caption ?? `Each size was measured on the same rows; 90 % intervals.`,
    description: `${score} by rows learned from.`,
    size,
    margin: { left: 50, right: 22, bottom: 38 },
    topGap: 24,
    legend,
    plotHeight: Math.min(260, size.width * 0.5),
    body: (plot) => {
      const sizes = [...points, ...fitted].map((point) => Math.log10(point.size));
      const domain = domainOf(sizes);
      const u = scaleLinear(domain, [plot.left, plot.left + plot.width]);
      const x = (rows: number) => u(Math.log10(rows));
      const y = scaleLinear(domainOf(heights, { include: drawables([baseline]), pad: 0.06 }), [
        plot.top + plot.height,
        plot.top,
      ]).nice(4);
      const at = (point: { readonly size: number }, value: number): Point => [
        x(point.size),
        y(value),
      ];
      const known = fitted.filter((point) => point.size <= last);
      const ahead = fitted.filter((point) => point.size > last);
      const band = fitted.filter(
        ({ low, high }) => drawable(low) !== undefined && drawable(high) !== undefined,
      );
      return [
        bottomAxis(plot, { ticks: sizeTicks(domain, u), label: 'rows learned from' }),
        leftAxis(plot, { ticks: linearTicks(y, 4, unit), label: `${score}, ${better} is better` }),
        bandBetween(
          band.map((point) => at(point, drawable(point.low) ?? point.value)),
          band.map((point) => at(point, drawable(point.high) ?? point.value)),
        ),
        drawable(baseline) === undefined
          ? ''
          : referenceLine(plot.left, y(baseline ?? 0), plot.left + plot.width, y(baseline ?? 0)) +
            textElement('guessing', { x: plot.left + 4, y: y(baseline ?? 0) - 4 }),
        curve(
          known.map((point) => at(point, point.value)),
          COLORS.main,
        ),
        dashed([...known.slice(-1), ...ahead].map((point) => at(point, point.value))),
        ...points.map((point) => {
          const [cx, cy] = at(point, point.value);
          const half = spread(point.standardError);
          return [
            element('line', {
              x1: cx,
              x2: cx,
              y1: y(point.value - half),
              y2: y(point.value + half),
              stroke: COLORS.main,
              'stroke-width': 1.5,
            }),
            element(
              'circle',
              { cx, cy, r: 4, fill: COLORS.main },
              tooltip(`${formatNumber(point.size)} rows: ${formatMetric(point.value, unit)}`),
            ),
          ].join('');
        }),
      ].join('');
    },
  });
}

function finding({ points, curve: fitted, score, unit = 'none' }: LearningCurveFigures): string {
  const most = points.at(-1);
  const end = fitted.at(-1);
  if (most === undefined) return 'No learning curve';
  if (end === undefined || end.size <= most.size)
    return `${score} is ${formatMetric(most.value, unit)} with ${formatNumber(most.size)} rows`;
  return `${score} is ${formatMetric(most.value, unit)} with ${formatNumber(most.size)} rows, and ${formatMetric(end.value, unit)} expected with ${formatNumber(Math.round(end.size))}`;
}

/** Powers of ten within the domain, with 2 and 5 between them where they are few. */
function sizeTicks([low, high]: readonly [number, number], scale: (log: number) => number): Tick[] {
  const steps = high - low > 3 ? [1] : [1, 2, 5];
  const first = Math.floor(low);
  const nDecades = Math.min(40, Math.ceil(high) - first + 1);
  return Array.from({ length: nDecades }, (_, i) => first + i)
    .flatMap((exponent) => steps.map((step) => step * 10 ** exponent))
    .filter((rows) => Math.log10(rows) >= low && Math.log10(rows) <= high)
    .map((rows) => ({ at: scale(Math.log10(rows)), label: formatNumber(rows) }));
}

function bandBetween(bottom: readonly Point[], top: readonly Point[]): string {
  if (bottom.length < 2) return '';
  const path = [...bottom, ...top.toReversed()]
    .map(([px, py], i) => `${i === 0 ? 'M' : 'L'}${px.toFixed(2)},${py.toFixed(2)}`)
    .join('');
  return element('path', { d: `${path}Z`, fill: COLORS.main, 'fill-opacity': 0.12 });
}

function dashed(points: readonly Point[]): string {
  if (points.length < 2) return '';
  return element('polyline', {
    points: points.map(([px, py]) => `${px.toFixed(2)},${py.toFixed(2)}`).join(' '),
    fill: 'none',
    stroke: COLORS.main,
    'stroke-width': 2,
    'stroke-dasharray': '5 4',
  });
}
