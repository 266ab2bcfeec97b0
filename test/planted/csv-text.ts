/** A table as text, first the names. Cells are what stands in the file, without quotes. */
export interface TextTable {
  readonly file: string;
  readonly names: readonly string[];
  readonly rows: readonly (readonly string[])[];
}

/** Reads RFC 4180 and nothing else: a second opinion on what a file says. */
export function parseCsv(text: string, delimiter = ','): string[][] {
  const records: string[][] = [];
  let cells: string[] = [];
  let isBlank = true;
  let at = text.startsWith('\ufeff') ? 1 : 0;
  while (at < text.length) {
    let cell = '';
    if (text[at] === '"') {
      isBlank = false;
      for (at++; at < text.length; at++) {
        if (text[at] !== '"') cell += text[at];
        else if (text[at + 1] === '"') cell += text[at++];
        else break;
      }
      at++;
    }
    const start = at;
    while (at < text.length && text[at] !== delimiter && text[at] !== '\n') at++;
    cell += text
      .slice(start, at)
      .replace(text[at] === '\n' || at === text.length ? /\r$/ : /$^/, '');
    cells.push(cell);
    const isEnd = at >= text.length || text[at] === '\n';
    at++;
    if (!isEnd) {
      if (at === text.length) cells.push('');
      else continue;
    }
    if (cells.length > 1 || cells[0] !== '' || !isBlank) records.push(cells);
    cells = [];
    isBlank = true;
  }
  return records;
}

/** A cell in quotes where it needs them. */
export function quoteCell(cell: string, delimiter = ','): string {
  return /["\r\n]/.test(cell) || cell.includes(delimiter)
    ? `"${cell.replaceAll('"', '""')}"`
    : cell;
}

export function csvLine(cells: readonly string[], delimiter = ','): string {
  return cells.map((cell) => quoteCell(cell, delimiter)).join(delimiter);
}

/** A table as text with LF. */
export function writeCsv({ names, rows }: Omit<TextTable, 'file'>, delimiter = ','): string {
  return `${[names, ...rows].map((cells) => csvLine(cells, delimiter)).join('\n')}\n`;
}
