import type { HistogramCounts } from '@kaizenml/contracts';
import { COLORS } from '../colors.ts';
import { formatShare } from '../format.ts';
import type { ChartSize } from '../frame.ts';
import { element, round2, tooltip } from '../svg.ts';
import { type DrawnBin, drawnBins, endLabels, LABEL_HEIGHT, rangeOf } from './column-histogram.ts';
import { smallPlot } from './small-plot.ts';
import { valueWords } from './value-words.ts';

/** Bins of about equal counts of a column, in one profile or in two. */
export interface QuantileCurveFigures {
  readonly column: string;
  readonly kind: 'number' | 'date';
  /** The first of two is drawn gray. A single one needs no name. */
  readonly curves: readonly { readonly name: string; readonly bins: HistogramCounts }[];
}

/**
 * Share of the rows up to each value: steep where many rows lie, a dot between two bins.
 *
 * Far ends are cut at the width of the middle bins beyond them, with an arrow: a single huge value hides nothing.
 */
export function quantileCurve(figures: QuantileCurveFigures, size: ChartSize): string {
  const { column, kind } = figures;
  const { width, height = 84 } = size;
  const curves = figures.curves.map(({ name, bins }) => ({ name, bins: drawnBins(bins) }));
  const [first, last] = rangeOf(curves.flatMap(({ bins }) => bins));
  const [low, high] = middleOf(curves.map(({ bins }) => bins));
  const floor = height - LABEL_HEIGHT;
  const span = high - low || 1;
  const x = (value: number) => Math.max(0, Math.min(1, (value - low) / span)) * (width - 6) + 3;
  const y = (share: number) => floor - share * (floor - 6);
  const write = (value: number) => valueWords(value, kind, span);
  const drawn = curves.map(({ name, bins }, i) => {
    const isGray = i === 0 && curves.length > 1;
    const points = cumulated(bins);
    const line = points
      .map(({ value, share }, k) => `${k === 0 ? 'M' : 'L'}${round2(x(value))} ${round2(y(share))}`)
      .join('');
    const color = isGray ? COLORS.muted : COLORS.main;
    const dots = points.map(({ value, share }) =>
      element(
        'circle',
        { cx: x(value), cy: y(share), r: 2.75 },
        tooltip(
          `${name === '' ? '' : `${name}: `}${formatShare(share)} of the rows ${share === 0 ? 'below' : 'up to'} ${write(value)}`,
        ),
      ),
    );
    if (points.length === 0) return '';
    return (
      (curves.length > 1
        ? ''
        : element('path', {
            d: `${line}V${round2(floor)}H${round2(x(first))}Z`,
            fill: color,
            'fill-opacity': 0.16,
          })) +
      element('path', { d: line, fill: 'none', stroke: color, 'stroke-width': 1.75 }) +
      element('g', { fill: color }, ...dots)
    );
  });
  return smallPlot(
    `Share of rows up to each value of ${column}`,
    { width, height },
    element('line', { x1: 0, x2: width, y1: floor, y2: floor, stroke: COLORS.faint }),
    ...drawn,
    endLabels(
      (first < low ? '← ' : '') + write(first),
      first === last ? '' : write(last) + (last > high ? ' →' : ''),
      width,
      height,
    ),
  );
}

function cumulated(
  bins: readonly DrawnBin[],
): { readonly value: number; readonly share: number }[] {
  const total = bins.reduce((sum, { count }) => sum + count, 0) || 1;
  const first = bins[0];
  if (first === undefined) return [];
  let sum = 0;
  return [
    { value: first.low, share: 0 },
    ...bins.map(({ high, count }) => {
      sum += count;
      return { value: high, share: sum / total };
    }),
  ];
}

/** The range of the middle bins, widened by its width at both sides as far as there are values. */
function middleOf(curves: readonly (readonly DrawnBin[])[]): [low: number, high: number] {
  const [low, high] = rangeOf(curves.flat());
  const from = Math.min(...curves.map((bins) => bins[0]?.high ?? low));
  const to = Math.max(...curves.map((bins) => bins.at(-1)?.low ?? high));
  if (!(to > from)) return [low, high];
  return [Math.max(low, 2 * from - to), Math.min(high, 2 * to - from)];
}
