import type { ReportPeriod } from './improve-types.ts';

/** Periods in the order of their length, in words. */
export const PERIODS = [
  ['day', 'Day'],
  ['week', 'Week'],
  ['month', '30 days'],
] as const satisfies readonly (readonly [ReportPeriod, string])[];

/** Which report the page shows, as its address says it. */
export interface ImproveQuery {
  /** Default: a week. */
  readonly period: ReportPeriod;
  /** Absent: all endpoints that are watched. */
  readonly endpoint?: string | undefined;
}

/** The query of an address; a period that nobody knows is a week. */
export function readImproveQuery(query: URLSearchParams): ImproveQuery {
  const [period] = PERIODS.find(([each]) => each === query.get('period')) ?? ['week' as const];
  return { period, endpoint: query.get('endpoint') || undefined };
}

/** The address of a report. */
export function improveAddress({ period = 'week', endpoint }: Partial<ImproveQuery> = {}): string {
  const query = new URLSearchParams({
    ...(period !== 'week' && { period }),
    ...(endpoint !== undefined && { endpoint }),
  });
  return query.size === 0 ? '/improve' : `/improve?${query}`;
}
