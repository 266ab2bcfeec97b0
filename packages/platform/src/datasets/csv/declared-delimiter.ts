import { DELIMITERS, type Delimiter } from './dialect.ts';

/** A first line that says which delimiter the others have, as spreadsheet programs write it. */
export interface DeclaredDelimiter {
  readonly delimiter: Delimiter;
  /** Characters of the line before its line break. */
  readonly length: number;
}

/**
 * The delimiter that a first line such as `sep=;` declares; undefined where there is no such line.
 *
 * @param head Start of the file without a byte order mark.
 */
export function declaredDelimiter(head: string): DeclaredDelimiter | undefined {
  const [line, character] = /^(?:sep=(.)|"sep=(.)")(?=[\r\n])/i.exec(head)?.filter(Boolean) ?? [];
  const delimiter = DELIMITERS.find((one) => one === character);
  return line === undefined || delimiter === undefined
    ? undefined
    : { delimiter, length: line.length };
}
