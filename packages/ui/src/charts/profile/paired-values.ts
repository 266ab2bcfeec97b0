import { COLORS } from '../colors.ts';
import { formatShare } from '../format.ts';
import type { ChartSize } from '../frame.ts';
import { element, escapeText, textElement, tooltip } from '../svg.ts';
import { shorten, textWidth } from '../text.ts';
import { SMALL_FONT, smallPlot } from './small-plot.ts';
import { levelWords } from './value-words.ts';

/** Shares of the same values in two profiles. */
export interface PairedValuesFigures {
  readonly column: string;
  /** Shares of the rows with a value, 0 to 1; null where it is not known. */
  readonly values: readonly {
    readonly value: string;
    readonly before: number | null;
    readonly after: number | null;
  }[];
  readonly names: readonly [before: string, after: string];
  /** Values shown at most. Default 6. */
  readonly limit?: number;
}

const ROW = 26;

/** Two bars per value, the share before above the share after. */
export function pairedValues(figures: PairedValuesFigures, size: ChartSize): string {
  const { column, names, limit = 6 } = figures;
  const { width } = size;
  const values = figures.values.slice(0, limit).map(({ value, before, after }) => ({
    label: levelWords(value),
    before: share(before),
    after: share(after),
  }));
  const most =
    values.reduce((a, { before, after }) => Math.max(a, before ?? 0, after ?? 0), 0) || 1;
  const left = Math.min(width * 0.4, widest(values.map(({ label }) => label)) + 8);
  const right = widest(values.flatMap(({ before, after }) => [words(before), words(after)])) + 6;
  const room = Math.max(8, width - left - right);
  const rows = values.flatMap(({ label, before, after }, i) => {
    const y = i * ROW;
    const short = shorten(label, left - 6, SMALL_FONT);
    const bar = (value: number | null, top: number, color: string, name: string) =>
      element(
        'rect',
        {
          x: left,
          y: top,
          width: value === null || value === 0 ? 0 : Math.max(1, (value / most) * room),
          height: 9,
          rx: 1.5,
          fill: color,
        },
        tooltip(`${label} in ${name}: ${words(value)}`),
      ) +
      textElement(words(value), { x: width, y: top + 8.5, 'text-anchor': 'end', 'font-size': 10 });
    return [
      element(
        'text',
        { x: 0, y: y + 16, fill: COLORS.ink },
        short === label ? '' : tooltip(label),
        escapeText(short),
      ),
      bar(before, y + 2, COLORS.muted, names[0]),
      bar(after, y + 13, COLORS.main, names[1]),
    ];
  });
  return smallPlot(
    `Shares of values of ${column}, ${names[0]} above ${names[1]}`,
    { width, height: Math.max(1, values.length) * ROW },
    ...rows,
    values.length === 0 ? textElement('No value occurs twice.', { x: 0, y: 13 }) : '',
  );
}

function share(value: number | null): number | null {
  return value === null || !Number.isFinite(value) ? null : Math.max(0, Math.min(1, value));
}

function words(value: number | null): string {
  return value === null ? '–' : formatShare(value);
}

function widest(labels: readonly string[]): number {
  return labels.reduce((most, label) => Math.max(most, textWidth(label, SMALL_FONT)), 0);
}
