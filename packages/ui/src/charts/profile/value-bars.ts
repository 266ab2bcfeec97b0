import { COLORS } from '../colors.ts';
import { drawable } from '../figures.ts';
import { countOf, formatNumber, formatShare } from '../format.ts';
import type { ChartSize } from '../frame.ts';
import { element, escapeText, textElement, tooltip } from '../svg.ts';
import { shorten, textWidth } from '../text.ts';
import { SMALL_FONT, smallPlot } from './small-plot.ts';
import { levelWords } from './value-words.ts';

/** The most frequent values of one column. */
export interface ValueBarsFigures {
  readonly column: string;
  readonly values: readonly {
    readonly value: string;
    readonly count: number;
    /** What the count may be too high by. */
    readonly error?: number;
  }[];
  /** Rows with a value. */
  readonly nPresent: number;
  /** Different values. */
  readonly nDistinct: number;
  /** Bars at most. Default 6. */
  readonly limit?: number;
}

const ROW = 19;

/** Bars of the most frequent values with their counts; all the others together are a line without a bar. */
export function valueBars(figures: ValueBarsFigures, size: ChartSize): string {
  const { column, nPresent, nDistinct, limit = 6 } = figures;
  const { width } = size;
  const bars = barsOf(figures, limit);
  const total = Math.max(1, drawable(nPresent) ?? 1);
  const most = bars.reduce((a, { count, isRest }) => (isRest ? a : Math.max(a, count)), 0) || 1;
  const counts = bars.map(({ count, error }) => `${error > 0 ? '≈ ' : ''}${formatNumber(count)}`);
  const shares = bars.map(({ count }) => formatShare(Math.min(1, count / total)));
  const shareWidth = widest(shares) + 6;
  const right = widest(counts) + shareWidth + 8;
  const left = Math.min(width * 0.4, widest(bars.map(({ label }) => label)) + 8);
  const room = Math.max(8, width - left - right);
  const rows = bars.map(({ label, count, isRest }, i) => {
    const y = i * ROW;
    const words = shorten(label, left - 6, SMALL_FONT);
    const ink = isRest ? COLORS.soft : COLORS.ink;
    return [
      element(
        'text',
        { x: 0, y: y + 13, fill: ink, 'font-style': isRest ? 'italic' : undefined },
        words === label ? '' : tooltip(label),
        escapeText(words),
      ),
      isRest
        ? ''
        : element(
            'rect',
            {
              x: left,
              y: y + 3.5,
              width: Math.max(count > 0 ? 1 : 0, (count / most) * room),
              height: ROW - 6,
              rx: 1.5,
              fill: COLORS.main,
            },
            tooltip(`${label}: ${countOf(count, 'row')}`),
          ),
      textElement(counts[i] ?? '', {
        x: width - shareWidth,
        y: y + 13,
        'text-anchor': 'end',
        fill: ink,
      }),
      textElement(shares[i] ?? '', { x: width, y: y + 13, 'text-anchor': 'end' }),
    ].join('');
  });
  const height = Math.max(1, bars.length) * ROW;
  return smallPlot(
    `Most frequent of ${countOf(nDistinct, 'value')} of ${column}`,
    { width, height },
    ...rows,
    bars.length === 0 ? textElement('No value occurs twice.', { x: 0, y: 13 }) : '',
  );
}

interface Bar {
  readonly label: string;
  readonly count: number;
  readonly error: number;
  readonly isRest: boolean;
}

function barsOf({ values, nPresent, nDistinct }: ValueBarsFigures, limit: number): Bar[] {
  const shown = values.slice(
    0,
    values.length === limit + 1 && nDistinct === limit + 1 ? limit + 1 : limit,
  );
  const bars = shown.map(({ value, count, error = 0 }) => ({
    label: levelWords(value),
    count: Math.max(0, drawable(count) ?? 0),
    error,
    isRest: false,
  }));
  const rest = (drawable(nPresent) ?? 0) - bars.reduce((total, { count }) => total + count, 0);
  const others = nDistinct - shown.length;
  if (bars.length === 0 || rest <= 0 || others <= 0) return bars;
  const error = shown.some(({ error = 0 }) => error > 0) ? 1 : 0;
  return [...bars, { label: `${formatNumber(others)} more`, count: rest, error, isRest: true }];
}

function widest(labels: readonly string[]): number {
  return labels.reduce((most, label) => Math.max(most, textWidth(label, SMALL_FONT)), 0);
}
