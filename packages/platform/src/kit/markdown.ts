/** Lines as a list of Markdown. */
export function markdownList(lines: readonly string[]): string {
  return lines.map((line) => `- ${line.replaceAll('\n', ' ')}`).join('\n');
}

/** Rows as a table of Markdown. */
export function markdownTable(
  head: readonly string[],
  rows: readonly (readonly string[])[],
): string {
  const line = (cells: readonly string[]) =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|').replaceAll('\n', ' ')).join(' | ')} |`;
  return [line(head), line(head.map(() => '---')), ...rows.map(line)].join('\n');
}

/** A word of the data as code, so that nothing in it becomes Markdown. */
export function markdownWord(word: string): string {
  return `\`${word.replaceAll('`', "'").replaceAll('\n', ' ')}\``;
}

/** What a person wrote, with nothing in it that could be a heading, a picture or HTML. */
export function markdownQuote(text: string): string {
  return text
    .split('\n')
    .map((line) => `> ${line.replace(/[\\`*_{}[\]<>()#+!|~]/g, '\\$&')}`)
    .join('\n');
}
