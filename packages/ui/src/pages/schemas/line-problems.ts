/** One thing wrong with the text of a schema. */
export interface LineProblem {
  /** From 1; null where it has no place. */
  readonly line: number | null;
  readonly path: string;
  readonly problem: string;
}

/** The problems that a refusal of the server lists; none where it is about something else. */
export function problemsOf(details: Readonly<Record<string, unknown>>): LineProblem[] {
  if (!Array.isArray(details.problems)) return [];
  return details.problems.map((one: Partial<LineProblem>) => ({
    line: typeof one.line === 'number' ? one.line : null,
    path: String(one.path ?? '(top)'),
    problem: String(one.problem ?? ''),
  }));
}

/** Where a line begins and ends in a text. @param line From 1. */
export function lineSpan(
  text: string,
  line: number,
): { readonly start: number; readonly end: number } {
  const lines = text.split('\n');
  const before = lines.slice(0, line - 1);
  const start = Math.min(
    text.length,
    before.reduce((sum, one) => sum + one.length + 1, 0),
  );
  return { start, end: start + (lines[line - 1]?.length ?? 0) };
}
