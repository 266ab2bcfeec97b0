import { COLORS } from '../colors.ts';
import type { ChartSize } from '../frame.ts';
import { element, escapeText } from '../svg.ts';
import { FONT } from '../text.ts';

/** Font size of everything written in a small plot, in pixels. */
export const SMALL_FONT = 11;

/** A drawing without title or legend on it, for a card that says the rest. */
export function smallPlot(
  title: string,
  { width, height }: Required<ChartSize>,
  ...children: string[]
): string {
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'plot',
      role: 'img',
      viewBox: `0 0 ${Math.round(width)} ${Math.round(height)}`,
      width: Math.round(width),
      height: Math.round(height),
      'font-family': FONT,
      'font-size': SMALL_FONT,
      fill: COLORS.soft,
    },
    element('title', {}, escapeText(title)),
    ...children,
  );
}
