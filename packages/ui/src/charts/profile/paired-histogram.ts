import type { HistogramCounts } from '@kaizenml/contracts';
import { COLORS } from '../colors.ts';
import { formatShare } from '../format.ts';
import type { ChartSize } from '../frame.ts';
import { element, round2, tooltip } from '../svg.ts';
import {
  type DrawnBin,
  drawnBins,
  LABEL_HEIGHT,
  rangeLabels,
  rangeOf,
} from './column-histogram.ts';
import { smallPlot } from './small-plot.ts';
import { areUnits } from './unit-bins.ts';
import { valueWords } from './value-words.ts';

/** Bins of the same column in two profiles; null where one has none. */
export interface PairedHistogramFigures {
  readonly column: string;
  readonly kind: 'number' | 'date';
  readonly before: HistogramCounts | null;
  readonly after: HistogramCounts | null;
  /** What the two are called. */
  readonly names: readonly [before: string, after: string];
  /** Whether the values are whole numbers: then a bin of width 1 is its lower edge. Default false. */
  readonly isInteger?: boolean;
}

/**
 * Two distributions over one range: the one before filled, the one after as an outline.
 *
 * Heights are shares of rows per width, so that tables of different sizes and bins of different widths compare.
 */
export function pairedHistogram(figures: PairedHistogramFigures, size: ChartSize): string {
  const { column, kind, names } = figures;
  const { width, height = 104 } = size;
  const before = figures.before === null ? [] : drawnBins(figures.before);
  const after = figures.after === null ? [] : drawnBins(figures.after);
  const isUnits = [figures.before, figures.after].every(
    (bins) => bins === null || areUnits(bins, figures.isInteger ?? false),
  );
  const [low, high] = rangeOf([...before, ...after]);
  const span = high - low || 1;
  const floor = height - LABEL_HEIGHT;
  const heights = [before, after].map((bins) => densitiesOf(bins, span));
  const most = heights.flat().reduce((a, b) => Math.max(a, b), 0) || 1;
  const x = (value: number) =>
    high > low ? ((value - low) / span) * width : value > low ? width : 0;
  const y = (density: number | undefined) => floor - ((density ?? 0) / most) * (floor - 3);
  const bars = before.map((bin, i) =>
    element(
      'rect',
      {
        x: x(bin.low),
        y: y(heights[0]?.[i]),
        width: Math.max(0.75, high > low ? x(bin.high) - x(bin.low) : width),
        height: floor - y(heights[0]?.[i]),
        fill: COLORS.muted,
        'fill-opacity': 0.5,
      },
      tooltip(binWords(bin, before, kind, names[0], isUnits)),
    ),
  );
  const outline = after.map((bin, i) => {
    const top = round2(y(heights[1]?.[i]));
    const right = high > low ? Math.max(x(bin.high), x(bin.low) + 0.75) : width;
    return `${i === 0 ? `M${round2(x(bin.low))} ${round2(floor)}` : ''}V${top}H${round2(right)}`;
  });
  const seen = after.map((bin) =>
    element(
      'rect',
      {
        x: x(bin.low),
        y: 0,
        width: Math.max(0.75, high > low ? x(bin.high) - x(bin.low) : width),
        height: floor,
        fill: 'transparent',
      },
      tooltip(binWords(bin, after, kind, names[1], isUnits)),
    ),
  );
  return smallPlot(
    `Histograms of ${column}: ${names[0]} filled, ${names[1]} as outline`,
    { width, height },
    element('line', { x1: 0, x2: width, y1: floor, y2: floor, stroke: COLORS.faint }),
    ...bars,
    after.length === 0
      ? ''
      : element('path', {
          d: `${outline.join('')}V${round2(floor)}`,
          fill: COLORS.main,
          'fill-opacity': 0.16,
          stroke: COLORS.main,
          'stroke-width': 1.75,
        }),
    ...seen,
    rangeLabels(low, isUnits ? high - 1 : high, kind, width, height),
  );
}

function densitiesOf(bins: readonly DrawnBin[], span: number): number[] {
  const total = bins.reduce((sum, { count }) => sum + count, 0) || 1;
  return bins.map(({ low, high, count }) => count / total / Math.max((high - low) / span, 1e-3));
}

function binWords(
  bin: DrawnBin,
  bins: readonly DrawnBin[],
  kind: string,
  name: string,
  isUnits: boolean,
): string {
  const total = bins.reduce((sum, { count }) => sum + count, 0) || 1;
  const span = bin.high - bin.low;
  const range = isUnits ? '' : ` to ${valueWords(bin.high, kind, span)}`;
  return `${name}, ${valueWords(bin.low, kind, span)}${range}: ${formatShare(bin.count / total)}`;
}
