import { COLORS } from './colors.ts';
import type { Plot } from './frame.ts';
import { element, escapeText, textElement, tooltip } from './svg.ts';
import { shorten, textWidth } from './text.ts';

/** Height of one labeled row in pixels. */
export const ROW_HEIGHT = 24;

/** Left margin that the labels of rows need: at most 42 % of the chart. */
export function labelMargin(labels: readonly string[], width: number): number {
  const widest = labels.reduce((most, label) => Math.max(most, textWidth(label, 12)), 0);
  return Math.round(Math.min(width * 0.42, widest + 14));
}

/** Middle of row `i`, in pixels from the top of the chart. */
export function rowMiddle(plot: Plot, i: number, nRows: number): number {
  return plot.top + ((i + 0.5) * plot.height) / Math.max(1, nRows);
}

/** The labels of rows, right-aligned at the plot; one that is too long is shortened and whole in its tooltip. */
export function rowLabels(
  plot: Plot,
  rows: readonly { readonly label: string; readonly isMuted?: boolean | undefined }[],
): string {
  return rows
    .map(({ label, isMuted }, i) => {
      const attributes = {
        x: plot.left - 8,
        y: rowMiddle(plot, i, rows.length) + 4,
        'text-anchor': 'end',
        'font-size': 12,
        fill: isMuted ? COLORS.soft : COLORS.ink,
      };
      const words = shorten(label, plot.left - 12, 12);
      return words === label
        ? textElement(words, attributes)
        : element('text', attributes, tooltip(label), escapeText(words));
    })
    .join('');
}

/** A thin line with end strokes: an interval. */
export function whisker(low: number, high: number, y: number, color: string = COLORS.ink): string {
  const stroke = { stroke: color, 'stroke-width': 1.5 };
  return [
    element('line', { x1: low, x2: high, y1: y, y2: y, ...stroke }),
    ...[low, high].map((x) =>
      element('line', { x1: x, x2: x, y1: y - 3.5, y2: y + 3.5, ...stroke }),
    ),
  ].join('');
}
