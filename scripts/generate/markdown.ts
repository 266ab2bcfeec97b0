/** A Markdown table; pipes and line breaks in cells are escaped. Empty without rows. */
export function markdownTable(
  titles: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  if (rows.length === 0) return '';
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(titles), line(titles.map(() => '---')), ...rows.map(line)].join('\n');
}

/** The first line of every generated page. */
export const GENERATED_NOTE = '<!-- Written by `npm run generate`; edit the sources instead. -->';

/** The parts of a page with one empty line between; empty parts are left out. */
export function page(parts: readonly string[]): string {
  return `${parts.filter((part) => part !== '').join('\n\n')}\n`;
}
