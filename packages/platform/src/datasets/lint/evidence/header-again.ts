import type { LintHeader } from './table-evidence.ts';

/** Whether a record says the names of the columns once more, in capital letters or behind a byte order mark perhaps. */
export function isHeaderAgain(cells: readonly string[], header: LintHeader): boolean {
  const { rawNames: names, isPresent } = header;
  return (
    isPresent &&
    names.length > 1 &&
    cells.length >= names.length &&
    names.every((name, j) => namesLike(cells[j] ?? '') === namesLike(name)) &&
    cells.slice(names.length).every((cell) => cell.trim() === '')
  );
}

/** A name without case, blanks, quotes and byte order mark. */
export function namesLike(name: string): string {
  return name
    .replace(/^\ufeff/, '')
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .toLowerCase();
}

/** Whether a cell may say a name, whatever its case, blanks and byte order mark: a first look that makes no string. @param name As `namesLike` gives it. */
export function startsLike(bytes: Buffer, from: number, end: number, name: Buffer): boolean {
  let [at, to] = [from, end];
  if (bytes[at] === 0xef && bytes[at + 1] === 0xbb && bytes[at + 2] === 0xbf) at += 3;
  while (at < to && bytes[at] === 32) at++;
  while (to > at && bytes[to - 1] === 32) to--;
  if (to - at !== name.length) return false;
  for (let i = 0; i < name.length; i++) {
    const byte = bytes[at + i] as number;
    if (byte !== name[i] && (byte < 65 || byte > 90 || (byte | 32) !== name[i])) return byte >= 127;
  }
  return true;
}
