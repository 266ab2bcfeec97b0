import { COLORS } from './colors.ts';
import type { Point } from './figures.ts';
import { countOf } from './format.ts';
import type { Plot } from './frame.ts';
import { element, tooltip } from './svg.ts';

/** Above so many points a scatter plot counts them in cells. */
const MANY = 800;
const CELL = 7;

/** Pixel points as dots, or, where there are many, as square cells shaded by their count. */
export function density(plot: Plot, points: readonly Point[]): string {
  if (points.length <= MANY) return dots(points);
  const cells = new Map<string, { readonly column: number; readonly row: number; count: number }>();
  for (const [x, y] of points) {
    const column = Math.floor((x - plot.left) / CELL);
    const row = Math.floor((y - plot.top) / CELL);
    const key = `${column},${row}`;
    const cell = cells.get(key);
    if (cell) cell.count++;
    else cells.set(key, { column, row, count: 1 });
  }
  const most = Math.max(...Array.from(cells.values(), ({ count }) => count));
  return Array.from(cells.values(), ({ column, row, count }) =>
    element(
      'rect',
      {
        x: plot.left + column * CELL,
        y: plot.top + row * CELL,
        width: CELL,
        height: CELL,
        fill: COLORS.main,
        'fill-opacity': 0.12 + 0.88 * Math.sqrt(count / most),
      },
      tooltip(countOf(count, 'row')),
    ),
  ).join('');
}

function dots(points: readonly Point[]): string {
  const opacity = points.length > 200 ? 0.4 : 0.65;
  return points
    .map(([cx, cy]) =>
      element('circle', { cx, cy, r: 3, fill: COLORS.main, 'fill-opacity': opacity }),
    )
    .join('');
}
