import type { DateStatistics, HistogramCounts } from '@kaizenml/contracts';
import { COLORS } from '../colors.ts';
import { countOf } from '../format.ts';
import type { ChartSize } from '../frame.ts';
import { element, tooltip } from '../svg.ts';
import {
  drawnBins,
  histogramBars,
  LABEL_HEIGHT,
  rangeLabels,
  rangeOf,
} from './column-histogram.ts';
import { smallPlot } from './small-plot.ts';

/** When the rows of a table are from. */
export interface DateTimelineFigures {
  readonly column: string;
  /** Edges in milliseconds since 1970. */
  readonly bins: HistogramCounts;
  readonly gaps: DateStatistics['gaps'];
}

/** Rows over time; stretches without any row are shaded. */
export function dateTimeline(figures: DateTimelineFigures, size: ChartSize): string {
  const { column, gaps } = figures;
  const { width, height = 84 } = size;
  const bins = drawnBins(figures.bins);
  const [low, high] = rangeOf(bins);
  const span = high - low || 1;
  const floor = height - LABEL_HEIGHT;
  const x = (value: number) => (Math.max(0, Math.min(span, value - low)) / span) * width;
  const shades = gaps.flatMap(({ from, to, days }) => {
    const [start, end] = [Date.parse(from), Date.parse(to)];
    if (!(end > start)) return [];
    return element(
      'rect',
      { x: x(start), y: 0, width: Math.max(1.5, x(end) - x(start)), height: floor },
      tooltip(
        `${countOf(days, 'day')} from one row to the next, ${from.slice(0, 10)} to ${to.slice(0, 10)}`,
      ),
    );
  });
  return smallPlot(
    `Rows over time by ${column}${gaps.length === 0 ? '' : `, with ${countOf(gaps.length, 'gap')}`}`,
    { width, height },
    histogramBars(bins, { kind: 'date', width, floor, error: figures.bins.error }),
    element('g', { fill: COLORS.second, 'fill-opacity': 0.28 }, ...shades),
    rangeLabels(low, high, 'date', width, height),
  );
}
