import type { Style } from './terminal.ts';

/** One column of a printed table. */
export interface PrintedColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string;
  /** `right` for numbers. Default `left`. */
  readonly align?: 'left' | 'right';
  readonly style?: (text: string, row: Row) => string;
}

/** Renders rows under titles, columns aligned by two spaces; `(none)` for no rows. */
export function renderTable<Row>(
  rows: readonly Row[],
  columns: readonly PrintedColumn<Row>[],
  style: Style,
): string {
  if (rows.length === 0) return '(none)';
  const cells = rows.map((row) => columns.map(({ cell }) => oneLine(cell(row))));
  const widths = columns.map(({ title }, j) =>
    Math.max(title.length, ...cells.map((line) => line[j]?.length ?? 0)),
  );
  const pad = (text: string, j: number) =>
    columns[j]?.align === 'right' ? text.padStart(widths[j] ?? 0) : text.padEnd(widths[j] ?? 0);
  const head = columns.map(({ title }, j) => pad(title, j)).join('  ');
  const body = cells.map((line, i) =>
    line
      .map((text, j) => {
        const row = rows[i];
        const paint = columns[j]?.style;
        const padded = pad(text, j);
        return paint === undefined || row === undefined ? padded : paint(padded, row);
      })
      .join('  ')
      .trimEnd(),
  );
  return [style.dim(head.trimEnd()), ...body].join('\n');
}

/** Renders names with their values, one per line, values aligned. */
export function renderPairs(
  pairs: readonly (readonly [name: string, value: string])[],
  style: Style,
): string {
  const width = Math.max(0, ...pairs.map(([name]) => name.length));
  return pairs
    .map(([name, value]) => `${style.dim(name.padEnd(width))}  ${oneLine(value)}`)
    .join('\n');
}

/** Sections with a title each, one empty line between; a section without text is left out. */
export function renderSections(
  sections: readonly (readonly [title: string, text: string])[],
  style: Style,
): string {
  return sections
    .filter(([, text]) => text !== '' && text !== '(none)')
    .map(([title, text]) => (title === '' ? text : `${style.bold(title)}\n${text}`))
    .join('\n\n');
}

function oneLine(text: string): string {
  return text.replaceAll(/\s*\n\s*/g, ' ');
}
