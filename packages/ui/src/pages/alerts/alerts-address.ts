/** Which alerts are shown, as the address says it. */
export interface AlertsQuery {
  /** Absent: open and acknowledged ones. */
  readonly status?: 'open' | 'acknowledged' | 'resolved' | undefined;
  /** Where the page begins. */
  readonly after?: string | undefined;
}

/** The query of an address; of a state that there is not, none. */
export function readAlertsQuery(query: URLSearchParams): AlertsQuery {
  const status = query.get('status');
  const isKnown = status === 'open' || status === 'acknowledged' || status === 'resolved';
  return { status: isKnown ? status : undefined, after: query.get('after') || undefined };
}

/** The address of a query. */
export function alertsAddress({ status, after }: AlertsQuery): string {
  const pairs = Object.entries({ status, after }).filter(([, value]) => value !== undefined);
  return pairs.length === 0
    ? '/alerts'
    : `/alerts?${new URLSearchParams(pairs as [string, string][])}`;
}
