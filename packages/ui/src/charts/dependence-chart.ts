import { extent } from 'd3-array';
import { scaleLinear } from 'd3-scale';
import { bottomAxis, leftAxis, linearTicks, tickCount } from './axis.ts';
import { COLORS } from './colors.ts';
import { curve, filledCurve } from './curve.ts';
import { domainOf, drawablePoints, type Point } from './figures.ts';
import { formatMetric } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame } from './frame.ts';
import { dateTicks } from './histogram-chart.ts';
import { intervalDots } from './interval-dots.ts';
import { element, tooltip } from './svg.ts';

/** Mean answer while one column is set to each value of a grid. */
export interface DependenceChartFigures extends ChartWords {
  readonly column: string;
  readonly kind: 'number' | 'date' | 'category';
  /** Numbers, milliseconds since 1970 for dates, or levels. */
  readonly grid: readonly (number | string)[];
  readonly mean: readonly number[];
  /** What the mean is of: `probability of "yes"`, or the target. */
  readonly answer: string;
  readonly unit?: string;
}

/**
 * Partial dependence: how the mean answer moves with one column, all others as they are.
 *
 * @source Friedman (2001), "Greedy function approximation", Annals of Statistics 29(5), 1189-1232.
 */
export function dependenceChart(figures: DependenceChartFigures, size: ChartSize): string {
  const { column, grid, mean, answer, unit = 'none' } = figures;
  const title = figures.title ?? finding(figures);
  const caption = figures.caption ?? `Mean ${answer} with “${column}” set to each value.`;
  if (figures.kind === 'category')
    return intervalDots(
      {
        title,
        caption,
        axis: answer,
        unit,
        dots: grid
          .slice(0, 12)
          .map((level, i) => ({ label: String(level), value: mean[i] ?? Number.NaN })),
      },
      size,
    );
  const points = drawablePoints(grid.map(Number), mean);
  if (points.length === 0) return emptyFrame({ title, caption: '' }, size, 'No values to show.');
  return frame({
    title,
    caption,
    description: `Partial dependence of ${answer} on ${column}.`,
    size,
    margin: { left: 50, right: 22, bottom: 38 },
    topGap: 24,
    plotHeight: Math.min(240, size.width * 0.45),
    body: (plot) => {
      const domain = domainOf(points.map(([value]) => value));
      const x = scaleLinear(domain, [plot.left, plot.left + plot.width]);
      const y = scaleLinear(
        domainOf(
          points.map(([, value]) => value),
          { pad: 0.08 },
        ),
        [plot.top + plot.height, plot.top],
      ).nice(4);
      const line = points.map(([u, v]): Point => [x(u), y(v)]);
      return [
        bottomAxis(plot, {
          ticks:
            figures.kind === 'date'
              ? dateTicks(domain, plot)
              : linearTicks(x, tickCount(plot.width)),
          label: column,
        }),
        leftAxis(plot, { ticks: linearTicks(y, 4, unit), label: answer }),
        filledCurve(line, plot.top + plot.height, COLORS.main),
        curve(line, COLORS.main),
        ...line.map(([cx, cy], i) =>
          element(
            'circle',
            { cx, cy, r: 2.5, fill: COLORS.main },
            tooltip(`${column} ${points[i]?.[0]}: ${formatMetric(points[i]?.[1] ?? 0, unit)}`),
          ),
        ),
      ].join('');
    },
  });
}

function finding({ column, grid, mean, answer, unit = 'none' }: DependenceChartFigures): string {
  const known = mean.filter((value) => Number.isFinite(value));
  const [low, high] = extent(known);
  if (low === undefined || high === undefined) return `“${column}” was not measured`;
  if (high - low <= Math.max(Math.abs(low), Math.abs(high)) * 1e-6)
    return `“${column}” alone does not move the answer`;
  const highestAt = grid[mean.indexOf(high)];
  const span = `from ${formatMetric(low, unit)} to ${formatMetric(high, unit)}`;
  return typeof highestAt === 'string'
    ? `Mean ${answer} goes ${span} and is highest for “${highestAt}”`
    : `Mean ${answer} goes ${span} with “${column}”`;
}
