const DAY_MS = 24 * 3_600_000;

/** Week of an instant by ISO 8601, in UTC, such as `2026-W09`: it is in the year that its Thursday is in. */
export function isoWeek(ms: number): string {
  const day = Math.floor(ms / DAY_MS);
  // 1970 began on a Thursday.
  const thursday = day - ((day + 3) % 7) + 3;
  const year = new Date(thursday * DAY_MS).getUTCFullYear();
  const week = 1 + Math.floor((thursday - Date.UTC(year, 0, 1) / DAY_MS) / 7);
  return `${year}-W${String(week).padStart(2, '0')}`;
}
