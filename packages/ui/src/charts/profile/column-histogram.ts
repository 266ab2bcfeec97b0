import type { HistogramCounts } from '@kaizenml/contracts';
import { COLORS } from '../colors.ts';
import { drawable } from '../figures.ts';
import { countOf } from '../format.ts';
import type { ChartSize } from '../frame.ts';
import { element, textElement, tooltip } from '../svg.ts';
import { textWidth } from '../text.ts';
import { SMALL_FONT, smallPlot } from './small-plot.ts';
import { areUnits } from './unit-bins.ts';
import { valueWords } from './value-words.ts';

/** Bins of one column. */
export interface ColumnHistogramFigures {
  readonly column: string;
  /** Dates are milliseconds since 1970. */
  readonly kind: 'number' | 'date';
  readonly bins: HistogramCounts;
  /** Whether the values are whole numbers: then a bin of width 1 is its lower edge. Default false. */
  readonly isInteger?: boolean;
}

/** A bin that can be drawn. */
export interface DrawnBin {
  readonly low: number;
  readonly high: number;
  readonly count: number;
}

/** Height of the line of words below a plot, in pixels. */
export const LABEL_HEIGHT = 16;

/** How often which values occur, in a card: bars over the range of the values, its ends written below. */
export function columnHistogram(figures: ColumnHistogramFigures, size: ChartSize): string {
  const { column, kind, isInteger = false } = figures;
  const { width, height = 84 } = size;
  const bins = drawnBins(figures.bins);
  const isUnits = areUnits(figures.bins, isInteger);
  const [low, high] = rangeOf(bins);
  const floor = height - LABEL_HEIGHT;
  return smallPlot(
    `Histogram of ${column}`,
    { width, height },
    histogramBars(bins, { kind, width, floor, error: figures.bins.error, isUnits }),
    rangeLabels(low, isUnits ? high - 1 : high, kind, width, height),
  );
}

/** Bars on a floor, each with its range and rows as tooltip. */
export function histogramBars(
  bins: readonly DrawnBin[],
  options: {
    readonly kind: string;
    readonly width: number;
    readonly floor: number;
    /** What a count may be off by. */
    readonly error: number;
    /** Whether a bin is its lower edge. */
    readonly isUnits?: boolean;
  },
): string {
  const { kind, width, floor, error, isUnits = false } = options;
  const [low, high] = rangeOf(bins);
  const span = high - low;
  const x = (value: number) => (span > 0 ? ((value - low) / span) * width : 0);
  const most = bins.reduce((a, { count }) => Math.max(a, count), 0) || 1;
  const bars = bins.map((bin) => {
    const [left, right] = span > 0 ? [x(bin.low), x(bin.high)] : [0, width];
    const tall = bin.count === 0 ? 0 : Math.max(1.5, (bin.count / most) * (floor - 2));
    return element(
      'rect',
      {
        x: left + 0.5,
        y: floor - tall,
        width: Math.max(0.5, right - left - 1),
        height: tall,
      },
      tooltip(
        `${valueWords(bin.low, kind, span)}${isUnits ? '' : ` to ${valueWords(bin.high, kind, span)}`}: ${error > 0 ? '≈ ' : ''}${countOf(bin.count, 'row')}`,
      ),
    );
  });
  return (
    element('line', { x1: 0, x2: width, y1: floor, y2: floor, stroke: COLORS.faint }) +
    element('g', { fill: COLORS.main }, ...bars)
  );
}

/** Both ends of a range under a plot; of a single value, it alone. */
export function rangeLabels(
  low: number,
  high: number,
  kind: string,
  width: number,
  height: number,
): string {
  const write = (value: number) => valueWords(value, kind, high - low);
  return endLabels(write(low), low === high ? '' : write(high), width, height);
}

/** What lies left and right under a plot; the right one is left out where both do not fit. */
export function endLabels(left: string, right: string, width: number, height: number): string {
  const y = height - 4;
  const fits = textWidth(left, SMALL_FONT) + textWidth(right, SMALL_FONT) + 8 <= width;
  return (
    textElement(left, { x: 0, y }) +
    (fits && right !== '' ? textElement(right, { x: width, y, 'text-anchor': 'end' }) : '')
  );
}

/** The bins with finite edges and counts. */
export function drawnBins({ edges, counts }: HistogramCounts): DrawnBin[] {
  return counts.flatMap((count, i) => {
    const [low, high] = [drawable(edges[i]), drawable(edges[i + 1])];
    return low === undefined || high === undefined
      ? []
      : [
          {
            low: Math.min(low, high),
            high: Math.max(low, high),
            count: Math.max(0, drawable(count) ?? 0),
          },
        ];
  });
}

/** From the lowest edge to the highest; 0 to 0 for no bins. */
export function rangeOf(bins: readonly DrawnBin[]): [low: number, high: number] {
  const first = bins[0];
  if (first === undefined) return [0, 0];
  return [
    bins.reduce((low, bin) => Math.min(low, bin.low), first.low),
    bins.reduce((high, bin) => Math.max(high, bin.high), first.high),
  ];
}
