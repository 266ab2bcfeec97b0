import { COLORS } from './colors.ts';
import { drawable } from './figures.ts';
import type { ChartSize } from './frame.ts';
import { element, escapeText } from './svg.ts';

/** Rows per bin or level, and what they are of. */
export interface SparkHistogramFigures {
  /** What the picture shows, for those who do not see it. */
  readonly title: string;
  readonly counts: readonly number[];
}

/** A histogram of word size, for a cell of a table: bars without axes. */
export function sparkHistogram(figures: SparkHistogramFigures, size: ChartSize): string {
  const { width, height = 24 } = size;
  const counts = figures.counts.map((count) => Math.max(0, drawable(count) ?? 0));
  const most = counts.reduce((a, b) => Math.max(a, b), 0);
  const step = width / Math.max(1, counts.length);
  const bars = counts.map((count, i) => {
    const tall = most === 0 ? 0 : Math.max(count > 0 ? 1.5 : 0, (count / most) * (height - 1));
    return element('rect', {
      x: i * step,
      y: height - tall,
      width: Math.max(0.5, step - Math.min(1, step * 0.2)),
      height: tall,
      fill: COLORS.main,
    });
  });
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'spark',
      role: 'img',
      viewBox: `0 0 ${width} ${height}`,
      width,
      height,
    },
    element('title', {}, escapeText(figures.title)),
    element('line', { x1: 0, x2: width, y1: height, y2: height, stroke: COLORS.faint }),
    ...bars,
  );
}
