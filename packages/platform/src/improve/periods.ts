import type { REPORT_PERIODS } from '@kaizenml/contracts/operations';

export type ReportPeriod = (typeof REPORT_PERIODS)[number];

/** From `from` up to, not including, `to`, ISO 8601 in UTC. */
export interface Span {
  readonly from: string;
  readonly to: string;
}

const DAY_MS = 24 * 3_600_000;
const DAYS: Readonly<Record<ReportPeriod, number>> = { day: 1, week: 7, month: 30 };

/** The period that ends at an instant, and the one before. */
export function spansUntil(
  period: ReportPeriod,
  endMs: number,
): { readonly now: Span; readonly before: Span } {
  const at = (periodsAgo: number) =>
    new Date(endMs - periodsAgo * DAYS[period] * DAY_MS).toISOString();
  return { now: { from: at(1), to: at(0) }, before: { from: at(2), to: at(1) } };
}
