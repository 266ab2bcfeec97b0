import { N_SERIES_COLORS, seriesColor } from '../colors.ts';

/** How the i-th of many lines is drawn, from 0: after the colors of the palette they come dashed, then dotted. */
export function seriesLook(i: number): { readonly color: string; readonly dash?: string } {
  const color = seriesColor(i);
  const dash = DASHES[Math.floor(i / N_SERIES_COLORS) % DASHES.length];
  return dash === undefined ? { color } : { color, dash };
}

const DASHES = [undefined, '6 3', '2 3', '9 3 2 3'] as const;

/** Lines that look different from each other. */
export const N_SERIES_LOOKS = N_SERIES_COLORS * DASHES.length;
