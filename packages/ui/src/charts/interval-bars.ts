import { scaleLinear } from 'd3-scale';
import { bottomAxis, linearTicks, tickCount } from './axis.ts';
import { COLORS } from './colors.ts';
import { domainOf, drawable } from './figures.ts';
import { formatMetric } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame, type Plot } from './frame.ts';
import { labelMargin, ROW_HEIGHT, rowLabels, rowMiddle, whisker } from './rows.ts';
import { element, textElement, tooltip } from './svg.ts';

/** One bar from 0 to `value`, with an interval where one is known. */
export interface IntervalBar {
  readonly label: string;
  readonly value: number;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly isMuted?: boolean;
}

/** Bars in the order given. */
export interface IntervalBarsFigures extends ChartWords {
  readonly title: string;
  readonly bars: readonly IntervalBar[];
  /** What the axis measures. */
  readonly axis: string;
  /** `share` writes percent. Default plain numbers. */
  readonly unit?: string;
  /** Values that the axis covers besides those of the bars. */
  readonly include?: readonly number[];
}

/** Horizontal bars with intervals. Bars start at 0, so that their lengths compare. */
export function intervalBars(figures: IntervalBarsFigures, size: ChartSize): string {
  const { title, caption, axis, unit = 'none', include = [] } = figures;
  const bars = figures.bars.filter(({ value }) => drawable(value) !== undefined);
  if (bars.length === 0)
    return emptyFrame({ title, caption: caption ?? '' }, size, 'Nothing to show.');
  const ends = bars.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const domain = domainOf(ends, { include: [0, ...include] });
  return frame({
    title,
    caption,
    description: `Bars: ${bars.map(({ label, value }) => `${label} ${formatMetric(value, unit)}`).join(', ')}.`,
    size,
    margin: {
      left: labelMargin(
        bars.map(({ label }) => label),
        size.width,
      ),
      right: 58,
      bottom: axis === '' ? 8 : 38,
    },
    plotHeight: bars.length * ROW_HEIGHT,
    body: (plot) => {
      const x = scaleLinear(domain, [plot.left, plot.left + plot.width]);
      const ticks = axis === '' ? [] : linearTicks(x, tickCount(plot.width), unit);
      return [
        bottomAxis(plot, { ticks, label: axis }),
        rowLabels(plot, bars),
        ...bars.map((bar, i) => drawBar(plot, bar, x, rowMiddle(plot, i, bars.length), unit)),
        element('line', {
          x1: x(0),
          x2: x(0),
          y1: plot.top,
          y2: plot.top + plot.height,
          stroke: COLORS.muted,
        }),
      ].join('');
    },
  });
}

function drawBar(
  plot: Plot,
  bar: IntervalBar,
  x: (value: number) => number,
  y: number,
  unit: string,
): string {
  const value = drawable(bar.value) ?? 0;
  const low = drawable(bar.low);
  const high = drawable(bar.high);
  const written = formatMetric(bar.value, unit);
  const right = Math.max(x(value), x(high ?? value), x(0));
  return [
    element(
      'rect',
      {
        x: Math.min(x(0), x(value)),
        y: y - 7,
        width: Math.max(0.5, Math.abs(x(value) - x(0))),
        height: 14,
        rx: 2,
        fill: bar.isMuted ? COLORS.muted : COLORS.main,
      },
      tooltip(`${bar.label}: ${written}`),
    ),
    low === undefined || high === undefined ? '' : whisker(x(low), x(high), y),
    textElement(written, {
      x: Math.min(right + 6, plot.left + plot.width + 6),
      y: y + 4,
      'font-size': 12,
      fill: COLORS.ink,
    }),
  ].join('');
}
