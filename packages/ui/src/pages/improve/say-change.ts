import { formatClose, formatInterval, formatNumber, formatShare } from '../../charts/index.ts';
import type { Figure } from './improve-types.ts';

/** What became of a figure, so that nobody needs colors to read it. */
export interface Change {
  /** Up, down, or that it did not move for sure; empty where it is not known. */
  readonly arrow: '↑' | '↓' | '≈' | '=' | '';
  readonly words: string;
  /** Whether it is good; null where that is not known or neither. */
  readonly isBetter: boolean | null;
}

const ARROWS = { more: '↑', less: '↓' } as const;

/** Says what became of a figure. What has no interval is told as it was counted, and not judged. */
export function sayChange({ difference, better, now, before, unit }: Figure): Change {
  if (difference === 'may be chance') return { arrow: '≈', words: 'may be chance', isBetter: null };
  if (difference !== null) {
    const isBetter = better === null ? null : (difference === 'more') === (better === 'higher');
    const words = isBetter === null ? difference : isBetter ? 'better' : 'worse';
    return { arrow: ARROWS[difference], words, isBetter };
  }
  if (now === null || before === null)
    return { arrow: '', words: now === null ? 'not known' : 'not known before', isBetter: null };
  const by = now.value - before.value;
  if (by === 0) return { arrow: '=', words: 'as before', isBetter: null };
  const size = formatFigure(Math.abs(by), unit);
  return {
    arrow: by > 0 ? '↑' : '↓',
    words: `${size} ${by > 0 ? 'more' : 'less'}`,
    isBetter: null,
  };
}

/** Units that are counted. */
const COUNTED = new Set(['rows', 'columns', 'verdicts', 'requests']);

/** A value of a figure in its unit: shares as percent, latencies as milliseconds, metrics with the digits that compare. */
export function formatFigure(value: number, unit: string): string {
  if (unit === 'share') return formatShare(value);
  if (unit === 'ms') return `${formatNumber(Number(value.toPrecision(2)))}\u{a0}ms`;
  return COUNTED.has(unit) ? formatNumber(value) : formatClose(value);
}

/** The interval of a figure, `0.79–0.84`; undefined where there is none. */
export function formatFigureInterval(
  { low, high }: NonNullable<Figure['now']>,
  unit: string,
): string | undefined {
  if (low === null || high === null) return undefined;
  if (unit === 'share') return formatInterval(low, high, unit);
  const [from, to] = [formatFigure(low, unit), formatFigure(high, unit)];
  return low < 0 || high < 0 ? `${from} to ${to}` : `${from}–${to}`;
}
