import type { ScaleLinear } from 'd3-scale';
import { COLORS } from './colors.ts';
import { formatShare } from './format.ts';
import type { Plot } from './frame.ts';
import { element, textElement } from './svg.ts';

/** A mark on an axis: pixels from the chart's corner, and its words. */
export interface Tick {
  readonly at: number;
  readonly label: string;
}

/** Ticks of an axis and what it measures, with the unit. */
export interface Axis {
  readonly ticks: readonly Tick[];
  readonly label: string;
}

/** A scale from figures to pixels. */
export type Scale = ScaleLinear<number, number>;

/**
 * Round ticks of a linear scale.
 *
 * @param count Ticks wanted, roughly.
 * @param unit `share` writes percent. Default plain numbers; large and tiny ones shortened (200k, 1e-9).
 */
export function linearTicks(scale: Scale, count: number, unit = 'none'): Tick[] {
  const [low = 0, high = 1] = scale.domain();
  const largest = Math.max(Math.abs(low), Math.abs(high));
  const shape = largest >= 1e15 || largest < 1e-4 ? '~e' : largest >= 1e4 ? '~s' : undefined;
  const number = shape === undefined ? scale.tickFormat(count) : scale.tickFormat(count, shape);
  const write =
    unit === 'share' ? formatShare : (value: number) => (value === 0 ? '0' : number(value));
  return scale.ticks(count).map((value) => ({ at: scale(value), label: write(value) }));
}

/** How many tick labels fit side by side. */
export function tickCount(pixels: number): number {
  return Math.max(2, Math.floor(pixels / 60));
}

/** Vertical grid lines, their labels below the plot and the name of the axis at its right end. */
export function bottomAxis(plot: Plot, axis: Axis): string {
  const bottom = plot.top + plot.height;
  const ticks = axis.ticks.map(
    ({ at, label }) =>
      gridLine(at, at, plot.top, bottom) +
      textElement(label, { x: at, y: bottom + 15, 'text-anchor': 'middle' }),
  );
  const name = textElement(axis.label === '' ? '' : `${axis.label} →`, {
    x: plot.left + plot.width,
    y: bottom + 31,
    'text-anchor': 'end',
  });
  return ticks.join('') + (axis.label === '' ? '' : name);
}

/** Horizontal grid lines, their labels left of the plot and the name of the axis above it. */
export function leftAxis(plot: Plot, axis: Axis): string {
  const ticks = axis.ticks.map(
    ({ at, label }) =>
      gridLine(plot.left, plot.left + plot.width, at, at) +
      textElement(label, { x: plot.left - 6, y: at + 4, 'text-anchor': 'end' }),
  );
  const name = axis.label === '' ? '' : textElement(`↑ ${axis.label}`, { x: 4, y: plot.top - 9 });
  return ticks.join('') + name;
}

/** A line that the eye compares with: a diagonal, an average, zero. */
export function referenceLine(x1: number, y1: number, x2: number, y2: number): string {
  return element('line', {
    x1,
    y1,
    x2,
    y2,
    stroke: COLORS.muted,
    'stroke-width': 1.5,
    'stroke-dasharray': '4 3',
  });
}

function gridLine(x1: number, x2: number, y1: number, y2: number): string {
  return element('line', { x1, x2, y1, y2, stroke: COLORS.faint });
}
