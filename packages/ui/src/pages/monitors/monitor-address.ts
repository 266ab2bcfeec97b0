/** What the page of a monitor shows beside the last verdict, as its address says it. */
export interface MonitorQuery {
  readonly column?: string | undefined;
  /** What the column is looked at for, where several checks look at it. */
  readonly check?: string | undefined;
  /** In which way its values are damaged, of the check `quality`. */
  readonly measure?: string | undefined;
  /** End of the verdict that is looked at. Absent: the last one. */
  readonly at?: string | undefined;
}

/** The query of an address. */
export function readMonitorQuery(query: URLSearchParams): MonitorQuery {
  const find = (name: string) => query.get(name) || undefined;
  return { column: find('column'), check: find('check'), measure: find('measure'), at: find('at') };
}

/** Name of the dataset that is watched; undefined where it is an endpoint. */
export function datasetOf(watched: string): string | undefined {
  return watched.startsWith('dataset:') ? watched.slice('dataset:'.length) : undefined;
}

/** The address of a monitor, of one of its columns, or of a column at a verdict. */
export function monitorAddress(endpoint: string, query: MonitorQuery = {}): string {
  const pairs = Object.entries(query).filter(([, value]) => value !== undefined && value !== '');
  const path = `/monitors/${encodeURIComponent(endpoint)}`;
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs as [string, string][])}`;
}
