import { COLORS } from '../colors.ts';
import { element, escapeText } from '../svg.ts';

/** How one column moved, verdict by verdict. */
export interface DriftStripFigures {
  /** What the picture shows, for those who do not see it. */
  readonly title: string;
  /** A letter per verdict, as `monitors.drift` has them. */
  readonly states: string;
  readonly effects: readonly (number | null)[];
  /** Effect that matters. */
  readonly leastEffect: number;
}

/** How a cell looks: the more, the taller and the darker, so that no color alone says it. */
export interface StripLook {
  readonly color: string;
  readonly opacity: number;
  /** 0 to 1 of the strip. */
  readonly height: number;
}

/** Cells of verdicts without drift. */
const CALM_LOOKS: Readonly<Record<string, StripLook>> = {
  N: { color: COLORS.third, opacity: 0.8, height: 0.5 },
  C: { color: COLORS.muted, opacity: 0.9, height: 0.4 },
  S: { color: COLORS.muted, opacity: 0.55, height: 0.26 },
  '.': { color: COLORS.muted, opacity: 0.35, height: 0.1 },
};

/** Cells of drift: up to twice the effect that matters, up to four times, and beyond. */
export const DRIFT_LOOKS: readonly [StripLook, StripLook, StripLook] = [
  { color: COLORS.second, opacity: 0.5, height: 0.6 },
  { color: COLORS.second, opacity: 0.75, height: 0.8 },
  { color: COLORS.second, opacity: 1, height: 1 },
];

/** Looks of verdicts that are not drift, by their letter. */
export const OTHER_LOOKS: readonly (readonly [letter: string, words: string])[] = [
  ['N', 'natural: so it was a season ago'],
  ['C', 'may be chance'],
  ['S', 'too small to matter'],
  ['.', 'calm'],
];

/** Up to so many verdicts have a gap between their cells. */
const MOST_WITH_GAPS = 90;
const HEIGHT = 100;

/** The look of a cell; undefined where nothing was looked at. */
export function stripLook(
  state: string | undefined,
  effect: number | null,
  leastEffect: number,
): StripLook | undefined {
  if (state !== 'D') return CALM_LOOKS[state ?? '-'];
  const times = Math.abs(effect ?? 0) / Math.max(leastEffect, 1e-9);
  return DRIFT_LOOKS[times < 2 ? 0 : times < 4 ? 1 : 2];
}

/**
 * A cell per verdict, as wide as its place: one path for all cells of a look, so that a thousand strips of two hundred verdicts are a few
 * thousand elements.
 *
 * @cost O(verdicts)
 */
export function driftStrip({ title, states, effects, leastEffect }: DriftStripFigures): string {
  const paths = new Map<StripLook, string[]>();
  const hasGaps = states.length <= MOST_WITH_GAPS;
  for (let i = 0; i < states.length; i++) {
    const look = stripLook(states[i], effects[i] ?? null, leastEffect);
    if (look === undefined) continue;
    const from = i;
    if (!hasGaps)
      while (stripLook(states[i + 1], effects[i + 1] ?? null, leastEffect) === look) i++;
    const width = i + 1 - from - (hasGaps ? 0.14 : 0);
    const cells = paths.get(look) ?? [];
    paths.set(look, cells);
    cells.push(`M${from} ${HEIGHT}h${width}v${-HEIGHT * look.height}h${-width}z`);
  }
  return element(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      class: 'strip',
      role: 'img',
      viewBox: `0 0 ${Math.max(1, states.length)} ${HEIGHT}`,
      preserveAspectRatio: 'none',
    },
    element('title', {}, escapeText(title)),
    ...[...paths].map(([{ color, opacity }, cells]) =>
      element('path', { d: cells.join(''), fill: color, 'fill-opacity': opacity }),
    ),
  );
}
