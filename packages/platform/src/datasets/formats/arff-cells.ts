/**
 * Cuts one line of ARFF at its commas, or at tabs where it has no comma; single and double quotes hold a
 * cell together, and a backslash takes the next character as it is.
 *
 * @returns Cells trimmed; quoted ones without their quotes.
 */
export function cutCells(text: string): string[] {
  const delimiter = !text.includes(',') && text.includes('\t') ? '\t' : ',';
  const cells: string[] = [];
  let cell = '';
  let quote = '';
  let wasQuoted = false;
  for (let i = 0; i < text.length; i++) {
    const character = text[i] ?? '';
    if (quote !== '') {
      if (character === '\\') cell += unescaped(text[++i] ?? '');
      else if (character === quote) quote = '';
      else cell += character;
    } else if ((character === '"' || character === "'") && cell.trim() === '') {
      quote = character;
      cell = '';
      wasQuoted = true;
    } else if (character === delimiter) {
      cells.push(wasQuoted ? cell : cell.trim());
      cell = '';
      wasQuoted = false;
    } else if (!wasQuoted || character.trim() !== '') cell += character;
  }
  cells.push(wasQuoted ? cell : cell.trim());
  return cells;
}

function unescaped(character: string): string {
  return { n: '\n', t: '\t', r: '\r' }[character] ?? character;
}
