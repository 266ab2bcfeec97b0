/** Where a span is. */
export interface SpanPlace {
  readonly startMs: number;
  readonly endMs: number;
}

const SPAN = /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:T(\d{2}))?)?)?$/;

/**
 * The year, month, day or hour that the span of a version names, in UTC.
 *
 * @param span Such as `2026`, `2026-11`, `2026-11-20` or `2026-11-20T07`.
 * @returns Undefined of another text, and of a day that the calendar lacks.
 */
export function placeOfSpan(span: string): SpanPlace | undefined {
  const [, ...texts] = SPAN.exec(span) ?? [];
  const parts = texts.flatMap((text) => (text === undefined ? [] : [Number(text)]));
  const [year, month = 1, day = 1, hour = 0] = parts;
  if (year === undefined) return undefined;
  const startMs = Date.UTC(year, month - 1, day, hour);
  if (new Date(startMs).toISOString().slice(0, span.length) !== span) return undefined;
  const more = (unit: number) => (parts.length === unit ? 1 : 0);
  const endMs = Date.UTC(year + more(1), month - 1 + more(2), day + more(3), hour + more(4));
  return { startMs, endMs };
}
