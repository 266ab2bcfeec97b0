const UNITS: Readonly<Record<string, number>> = { m: 60_000, h: 3600_000, d: 86_400_000 };

/** Milliseconds of a span such as "30m", "2h" or "1d", which was checked at the door. */
export function spanMs(span: string): number {
  return Number.parseInt(span, 10) * (UNITS[span.slice(-1)] ?? 0);
}
