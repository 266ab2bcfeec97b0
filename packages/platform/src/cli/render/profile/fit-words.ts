/** The text, or its start and end around an ellipsis where it is longer than `length` characters. */
export function fitWords(text: string, length: number): string {
  const letters = [...text.replaceAll(/[\p{Cc}\p{Cf}]+/gu, ' ')];
  if (letters.length <= length) return letters.join('');
  if (length <= 1) return '…'.slice(0, Math.max(0, length));
  const head = Math.ceil((length - 1) * 0.65);
  return `${letters.slice(0, head).join('')}…${letters.slice(letters.length - (length - 1 - head)).join('')}`;
}

/** Parts joined by a separator, as many as fit in `length` characters; the first is cut to fit. */
export function fitParts(parts: readonly string[], length: number, separator = ' · '): string {
  const [first = '', ...rest] = parts;
  let line = fitWords(first, length);
  for (const part of rest) {
    if (lengthOf(line) + separator.length + lengthOf(part) > length) break;
    line += separator + part;
  }
  return line;
}

/** Characters of a text, as a terminal counts them but for wide ones. */
export function lengthOf(text: string): number {
  return [...text].length;
}
