import type { ColumnStatistics } from '@kaizenml/contracts';
import { renderTable } from '../../table.ts';
import type { Look } from '../render.ts';
import { fitWords } from './fit-words.ts';

interface Row {
  readonly term: string;
  readonly cells: readonly string[];
}

/** Figures of some columns side by side, to the last digit. */
export function columnDetails(columns: readonly ColumnStatistics[], look: Look): string {
  const blocks: string[] = [];
  for (let start = 0; start < columns.length; ) {
    const few = takeFitting(columns.slice(start), look.width);
    blocks.push(table(few, look));
    start += few.length;
  }
  return blocks.join('\n\n');
}

function takeFitting(columns: readonly ColumnStatistics[], width: number): ColumnStatistics[] {
  let used = 16;
  const taken: ColumnStatistics[] = [];
  for (const column of columns) {
    const wide = Math.max(column.name.length, ...rowsOf(column).map(([, cell]) => cell.length));
    used += 2 + Math.min(wide, 40);
    if (taken.length > 0 && used > width) break;
    taken.push(column);
  }
  return taken;
}

function table(columns: readonly ColumnStatistics[], { style }: Look): string {
  const figures = columns.map((column) => new Map(rowsOf(column)));
  const found = [...new Set(figures.flatMap((cells) => [...cells.keys()]))];
  const isTop = (term: string) => term.startsWith('top ');
  const terms = [...found.filter((term) => !isTop(term)), ...found.filter(isTop)];
  const rows = terms.map(
    (term): Row => ({ term, cells: figures.map((cells) => cells.get(term) ?? '') }),
  );
  return renderTable(
    rows,
    [
      { title: '', cell: ({ term }) => term },
      ...columns.map(({ name }, i) => ({
        title: fitWords(name, 40),
        align: 'right' as const,
        cell: ({ cells }: Row) => fitWords(cells[i] ?? '', 40),
      })),
    ],
    style,
  );
}

function rowsOf({
  kind,
  nRows,
  nMissing,
  distinct,
  number,
  text,
  date,
  top,
}: ColumnStatistics): (readonly [string, string])[] {
  const instant = (value: number | null) =>
    value === null ? '' : kind === 'date' ? new Date(value).toISOString() : String(value);
  const about = (isEstimate: boolean) => (isEstimate ? '≈ ' : '');
  return [
    ['kind', kind],
    ['count', String(nRows - nMissing)],
    ['missing', String(nMissing)],
    ['distinct', `${about(!distinct.isExact)}${distinct.count}`],
    ...(number
      ? ([
          ['mean', instant(number.mean)],
          [
            'sd',
            number.sd === null
              ? ''
              : kind === 'date'
                ? `${number.sd / 86_400_000} days`
                : String(number.sd),
          ],
          ['min', instant(number.min)],
          ...number.quantiles.map(
            ({ share, value }) =>
              [
                `${Math.round(share * 100)}%`,
                about(number.rankError > 0) + instant(value),
              ] as const,
          ),
          ['max', instant(number.max)],
          ...(kind === 'date'
            ? []
            : ([
                ['zeros', String(number.nZeros)],
                ['negative', String(number.nNegative)],
                ['NaN', String(number.nNaN)],
                ['infinite', String(number.nInfinite)],
              ] as const)),
        ] as const)
      : []),
    ...(date
      ? ([
          ['usual step', date.usualGapDays === null ? '' : `${date.usualGapDays} days`],
          ['gaps', String(date.gaps.length)],
        ] as const)
      : []),
    ...(text
      ? ([
          ['shortest', String(text.minLength)],
          ['mean length', String(text.meanLength)],
          ['longest', String(text.maxLength)],
          ['blanks around', String(text.nPadded)],
          ['not UTF-8', String(text.nInvalidUtf8)],
          ['read as number', String(text.nNumeric)],
        ] as const)
      : []),
    ...top
      .slice(0, 10)
      .map(
        ({ value, count, error }, i) =>
          [`top ${i + 1}`, `${fitWords(value, 28)} (${about(error > 0)}${count})`] as const,
      ),
  ];
}
