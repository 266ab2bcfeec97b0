import { sum } from 'd3-array';
import { scaleLinear, scaleUtc } from 'd3-scale';
import { utcFormat } from 'd3-time-format';
import { bottomAxis, leftAxis, linearTicks, type Tick, tickCount } from './axis.ts';
import { COLORS } from './colors.ts';
import { domainOf, drawable } from './figures.ts';
import { countOf, formatNumber } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame } from './frame.ts';
import { element, tooltip } from './svg.ts';

/** Rows per bin; bin i holds the values from `edges[i]` to `edges[i + 1]`. */
export interface HistogramChartFigures extends ChartWords {
  /** What is counted: the column, with its unit. */
  readonly column: string;
  readonly kind?: 'number' | 'date';
  readonly edges: readonly number[];
  readonly counts: readonly number[];
}

/** How often which values occur. */
export function histogramChart(figures: HistogramChartFigures, size: ChartSize): string {
  const { column, edges, counts, kind = 'number' } = figures;
  const nRows = sum(counts);
  const bins = counts.flatMap((count, i) => {
    const [low, high] = [drawable(edges[i]), drawable(edges[i + 1])];
    return low === undefined || high === undefined
      ? []
      : [{ low, high, count: Math.max(0, drawable(count) ?? 0) }];
  });
  const busiest = bins.reduce(
    (most, bin) => (bin.count > most.count ? bin : most),
    bins[0] ?? NONE,
  );
  const title =
    figures.title ?? (nRows > 0 ? finding(column, busiest, kind) : `“${column}” has no values`);
  if (bins.length === 0 || nRows === 0)
    return emptyFrame({ title, caption: figures.caption ?? '' }, size, 'No values to count.');
  return frame({
    title,
    caption: figures.caption ?? `${countOf(nRows, 'row')} in ${countOf(bins.length, 'bin')}.`,
    description: `Histogram of ${column}.`,
    size,
    margin: { left: 44, right: 22, bottom: 38 },
    topGap: 24,
    plotHeight: Math.min(260, size.width * 0.45),
    body: (plot) => {
      const domain = domainOf(bins.flatMap(({ low, high }) => [low, high]));
      const x = scaleLinear(domain, [plot.left, plot.left + plot.width]);
      const y = scaleLinear(
        [0, Math.max(1, busiest.count)],
        [plot.top + plot.height, plot.top],
      ).nice(4);
      const xTicks =
        kind === 'date' ? dateTicks(domain, plot) : linearTicks(x, tickCount(plot.width));
      return [
        bottomAxis(plot, { ticks: xTicks, label: column }),
        leftAxis(plot, { ticks: linearTicks(y, 4), label: 'rows' }),
        ...bins.map(({ low, high, count }) =>
          element(
            'rect',
            {
              x: x(low) + 0.5,
              y: y(count),
              width: Math.max(0.5, x(high) - x(low) - 1),
              height: Math.max(0, y(0) - y(count)),
              fill: COLORS.main,
            },
            tooltip(`${write(low, kind)} to ${write(high, kind)}: ${countOf(count, 'row')}`),
          ),
        ),
      ].join('');
    },
  });
}

const NONE = { low: 0, high: 0, count: 0 } as const;
const writeDay = utcFormat('%Y-%m-%d');

function write(value: number, kind: 'number' | 'date'): string {
  return kind === 'date' && Math.abs(value) < 8.64e15
    ? writeDay(new Date(value))
    : formatNumber(value);
}

function finding(
  column: string,
  { low, high }: { readonly low: number; readonly high: number },
  kind: 'number' | 'date',
): string {
  return `“${column}” is most often between ${write(low, kind)} and ${write(high, kind)}`;
}

/** Round ticks of a time axis, in UTC; instants beyond the calendar give none. */
export function dateTicks(
  [low, high]: readonly [number, number],
  plot: { readonly left: number; readonly width: number },
): Tick[] {
  if (Math.max(Math.abs(low), Math.abs(high)) > 8e15) return [];
  const x = scaleUtc([new Date(low), new Date(high)], [plot.left, plot.left + plot.width]);
  const count = tickCount(plot.width);
  const label = x.tickFormat(count);
  return x.ticks(count).map((date) => ({ at: x(date), label: withShortMonth(label(date)) }));
}

/** `September` → `Sep`, so that twelve of them fit side by side. */
function withShortMonth(label: string): string {
  return label.replace(/^([A-Z][a-z]{2})[a-z]+$/, '$1');
}
