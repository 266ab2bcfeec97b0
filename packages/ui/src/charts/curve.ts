import { area, line } from 'd3-shape';
import { type Point, thinned } from './figures.ts';
import { element } from './svg.ts';

/** A line through pixel points. */
export function curve(points: readonly Point[], color: string, width = 2): string {
  const path = line<Point>(
    ([x]) => x,
    ([, y]) => y,
  ).digits(2)(thinned(points));
  if (path === null) return '';
  return element('path', {
    d: path,
    fill: 'none',
    stroke: color,
    'stroke-width': width,
    'stroke-linejoin': 'round',
    'stroke-linecap': 'round',
  });
}

/** The area between pixel points and a horizontal line. */
export function filledCurve(points: readonly Point[], floor: number, color: string): string {
  const path = area<Point>()
    .x(([x]) => x)
    .y0(floor)
    .y1(([, y]) => y)
    .digits(2)(thinned(points));
  return path === null ? '' : element('path', { d: path, fill: color, 'fill-opacity': 0.12 });
}
