const UNITS = [
  { label: 'milliseconds', ms: 1 },
  { label: 'seconds', ms: 1000 },
  { label: 'minutes', ms: 60_000 },
  { label: 'hours', ms: 3_600_000 },
  { label: 'days', ms: 86_400_000 },
] as const;

/** The largest unit of which a duration has at least two, for an axis. */
export function timeUnitOf(durationMs: number): { readonly label: string; readonly ms: number } {
  return UNITS.findLast(({ ms }) => durationMs >= 2 * ms) ?? UNITS[0];
}
