import { COLORS } from './colors.ts';
import { curve, filledCurve } from './curve.ts';
import { drawables, type Point } from './figures.ts';
import type { ChartSize } from './frame.ts';
import { element, escapeText } from './svg.ts';

/** A quantity over time, and what it is of. */
export interface SparkLineFigures {
  /** What the picture shows, for those who do not see it. */
  readonly title: string;
  /** 0 or more, oldest first. */
  readonly values: readonly number[];
}

/** A line of word size, for a cell of a table: from zero up, without axes. */
export function sparkLine({ title, values }: SparkLineFigures, size: ChartSize): string {
  const { width, height = 24 } = size;
  const drawn = drawables(values).map((value) => Math.max(0, value));
  const most = drawn.reduce((a, b) => Math.max(a, b), 0);
  const floor = height - 1;
  const points = drawn.map(
    (value, i): Point => [
      1 + (i * (width - 2)) / Math.max(1, drawn.length - 1),
      floor - (most === 0 ? 0 : (value / most) * (height - 4)),
    ],
  );
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
    element('title', {}, escapeText(title)),
    element('line', { x1: 0, x2: width, y1: floor, y2: floor, stroke: COLORS.faint }),
    most === 0 ? '' : filledCurve(points, floor, COLORS.main) + curve(points, COLORS.main, 1.5),
  );
}
