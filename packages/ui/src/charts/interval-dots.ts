import { scaleLinear } from 'd3-scale';
import { bottomAxis, linearTicks, tickCount } from './axis.ts';
import { COLORS } from './colors.ts';
import { domainOf, drawable } from './figures.ts';
import { formatMetric } from './format.ts';
import { type ChartSize, type ChartWords, emptyFrame, frame } from './frame.ts';
import { labelMargin, ROW_HEIGHT, rowLabels, rowMiddle, whisker } from './rows.ts';
import { element, textElement, tooltip } from './svg.ts';

/** One value with an interval where one is known. */
export interface IntervalDot {
  readonly label: string;
  readonly value: number;
  readonly low?: number | null;
  readonly high?: number | null;
  readonly isMuted?: boolean;
}

/** Dots in the order given. */
export interface IntervalDotsFigures extends ChartWords {
  readonly title: string;
  readonly dots: readonly IntervalDot[];
  /** What the axis measures, with its direction. */
  readonly axis: string;
  /** `share` writes percent. Default plain numbers. */
  readonly unit?: string;
}

/**
 * Values with intervals on an axis that fits them: where bars from 0 would hide the differences.
 *
 * The model and its baselines, or the candidates of a search.
 */
export function intervalDots(figures: IntervalDotsFigures, size: ChartSize): string {
  const { title, caption, axis, unit = 'none' } = figures;
  const dots = figures.dots.filter(({ value }) => drawable(value) !== undefined);
  if (dots.length === 0)
    return emptyFrame({ title, caption: caption ?? '' }, size, 'Nothing to show.');
  const ends = dots.flatMap(({ value, low, high }) => [value, low ?? value, high ?? value]);
  const domain = domainOf(ends, { pad: 0.04 });
  return frame({
    title,
    caption,
    description: `Values: ${dots.map(({ label, value }) => `${label} ${formatMetric(value, unit)}`).join(', ')}.`,
    size,
    margin: {
      left: labelMargin(
        dots.map(({ label }) => label),
        size.width,
      ),
      right: 58,
      bottom: 38,
    },
    plotHeight: dots.length * ROW_HEIGHT,
    body: (plot) => {
      const x = scaleLinear(domain, [plot.left, plot.left + plot.width]);
      const marks = dots.map((dot, i) => {
        const y = rowMiddle(plot, i, dots.length);
        const color = dot.isMuted ? COLORS.muted : COLORS.main;
        const low = drawable(dot.low);
        const high = drawable(dot.high);
        const written = formatMetric(dot.value, unit);
        return [
          low === undefined || high === undefined ? '' : whisker(x(low), x(high), y, color),
          element(
            'circle',
            { cx: x(drawable(dot.value) ?? 0), cy: y, r: 5, fill: color },
            tooltip(`${dot.label}: ${written}`),
          ),
          textElement(written, {
            x: plot.left + plot.width + 8,
            y: y + 4,
            'font-size': 12,
            fill: COLORS.ink,
          }),
        ].join('');
      });
      return [
        bottomAxis(plot, { ticks: linearTicks(x, tickCount(plot.width), unit), label: axis }),
        rowLabels(plot, dots),
        ...marks,
      ].join('');
    },
  });
}
