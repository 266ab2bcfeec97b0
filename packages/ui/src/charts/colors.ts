/**
 * Colors by role, as CSS variables with the light color as fallback.
 *
 * Blue, vermilion, green and purple stay apart under the three common color blindnesses, and lightness
 * differs between neighbors, so that a gray print still reads.
 *
 * @source Okabe & Ito (2008), "Color Universal Design", darkened to a contrast of 4.5 on white.
 */
export const COLORS = {
  main: 'var(--chart-main, #1f5fa8)',
  second: 'var(--chart-second, #c4500c)',
  third: 'var(--chart-third, #00795c)',
  fourth: 'var(--chart-fourth, #8b3a8f)',
  muted: 'var(--chart-muted, #8a94a3)',
  ink: 'var(--chart-ink, #1c2430)',
  soft: 'var(--chart-soft, #566171)',
  faint: 'var(--chart-faint, #dfe4ea)',
  surface: 'var(--chart-surface, #ffffff)',
} as const;

export type ColorRole = keyof typeof COLORS;

const SERIES = [COLORS.main, COLORS.second, COLORS.third, COLORS.fourth] as const;

/** Series that have a color of their own. */
export const N_SERIES_COLORS = SERIES.length;

/** Color of the i-th series, from 0; a fifth one starts over. */
export function seriesColor(i: number): string {
  return SERIES[i % SERIES.length] ?? COLORS.main;
}

const LIGHT =
  '--chart-main:#1f5fa8;--chart-second:#c4500c;--chart-third:#00795c;--chart-fourth:#8b3a8f;--chart-muted:#8a94a3;--chart-ink:#1c2430;--chart-soft:#566171;--chart-faint:#dfe4ea;--chart-surface:#ffffff';
const DARK =
  '--chart-main:#6aa9f0;--chart-second:#f08a4b;--chart-third:#3fc79f;--chart-fourth:#d48ad8;--chart-muted:#7f8a98;--chart-ink:#e8ecf1;--chart-soft:#aab4c0;--chart-faint:#313a46;--chart-surface:#1a2029';

/** The style sheet that gives charts their light and dark colors; printing is light. */
export const chartStyles = `:root{${LIGHT}}@media screen and (prefers-color-scheme:dark){:root{${DARK}}}`;
