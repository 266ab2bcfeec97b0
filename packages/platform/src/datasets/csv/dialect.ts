import type { LineBreak } from './scan-report.ts';

/** Characters that may stand between the cells of a line, in the order in which ties are settled. */
export const DELIMITERS = [',', ';', '\t', '|'] as const;

export type Delimiter = (typeof DELIMITERS)[number];

/** How the text of a delimited file is cut into records and cells. */
export interface Dialect {
  readonly delimiter: Delimiter;
  /** False when `"` is an ordinary character. */
  readonly hasQuotes: boolean;
  /** `lf`: records end with LF or CR LF and a lone CR is content. `cr`: records end with CR, LF or both. */
  readonly recordEnd: 'lf' | 'cr';
}

/** SQL of the argument of DuckDB's reader that says what ends records: left alone it takes a CR within the first for their end. */
export function newLineSql(lineBreak: LineBreak): string {
  return lineBreak === 'crlf' ? "new_line = '\\r\\n'" : "new_line = '\\n'";
}

/** Name of a delimiter for people. */
export function delimiterName(delimiter: Delimiter): string {
  return { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' }[delimiter];
}
