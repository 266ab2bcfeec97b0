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

/** Name of a delimiter for people. */
export function delimiterName(delimiter: Delimiter): string {
  return { ',': 'comma', ';': 'semicolon', '\t': 'tab', '|': 'pipe' }[delimiter];
}
