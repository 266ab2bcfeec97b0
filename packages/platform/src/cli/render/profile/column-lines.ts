import type { ColumnStatistics } from '@kaizenml/contracts';
import { barBins, shareMissing } from '@kaizenml/ui/charts';
import { formatShare } from '../../format.ts';
import type { Look } from '../render.ts';
import { blockHistogram } from './block-histogram.ts';
import { columnParts } from './column-parts.ts';
import { fitParts, fitWords, lengthOf } from './fit-words.ts';

/** Columns printed at most: a page shows the rest. */
const MOST = 50;
/** From so many characters on a column is one line. */
const WIDE = 128;
const BARS = 20;

/** A line or two for each column: kind, missing, distinct, histogram, then what it holds. */
export function columnLines(columns: readonly ColumnStatistics[], look: Look): string {
  const { style, width } = look;
  const shown = columns.slice(0, MOST);
  const names = shown.map(({ name }) => lengthOf(name));
  const nameWidth = Math.min(Math.max(6, ...names), Math.max(11, Math.floor(width * 0.28)));
  const isNarrow = width < nameWidth + 34 + BARS;
  const titles = ['column'.padEnd(nameWidth), 'kind    ', 'missing', 'distinct'];
  const head = style.dim([...titles, isNarrow ? '' : 'distribution'].join('  ').trimEnd());
  const lines = shown.flatMap((column) => {
    const name = fitWords(column.name, nameWidth);
    const first = [
      style.bold(name) + ' '.repeat(nameWidth - lengthOf(name)),
      column.kind.padEnd(8),
      missingWords(column).padStart(7),
      distinctWords(column).padStart(8),
    ].join('  ');
    const bars = isNarrow ? '' : `  ${barsOf(column).padEnd(BARS)}`;
    const used = nameWidth + 29 + (isNarrow ? 0 : BARS + 2);
    const parts = columnParts(column);
    if (width >= WIDE) return [`${first}${bars}  ${fitParts(parts, width - used - 2)}`.trimEnd()];
    return [`${first}${bars}`.trimEnd(), `  ${style.dim(fitParts(parts, width - 2))}`];
  });
  const rest = columns.length - shown.length;
  const more =
    rest > 0
      ? [`And ${rest} more; \`--html profile.html\` shows them all, \`--columns\` some.`]
      : [];
  return [head, ...lines, ...more].join('\n');
}

/** The distribution as blocks: bins of numbers, else the most frequent values. */
export function barsOf(column: ColumnStatistics, length = BARS): string {
  const { top, distinct, nRows, nMissing, number } = column;
  const bins = barBins(column);
  if (bins) return blockHistogram(bins.counts, length);
  const isUnique = distinct.count >= nRows - nMissing;
  if (number || (isUnique && distinct.count > 1)) return '';
  return blockHistogram(top.slice(0, length).map(({ count }) => count));
}

function missingWords(column: ColumnStatistics): string {
  return column.nMissing === 0 ? '0' : formatShare(shareMissing(column));
}

function distinctWords({ distinct }: ColumnStatistics): string {
  const { count, isExact } = distinct;
  if (isExact) return count.toLocaleString('en-US');
  return `≈${Number(count.toPrecision(3)).toLocaleString('en-US')}`;
}
