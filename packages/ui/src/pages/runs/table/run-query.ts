/** What the table of runs shows, as its address says it: a link to the page shows the same to everybody. */
export interface RunQuery {
  /** Name of the experiment. Absent: every one. */
  readonly experiment?: string | undefined;
  /** In the language of searches. */
  readonly filter?: string | undefined;
  /** Such as `metrics.auc DESC`. Absent: the newest first. */
  readonly order?: string | undefined;
  /** Fields as searches write them. Absent: those that tell the runs of the page apart. */
  readonly columns?: readonly string[] | undefined;
  /** A field by whose values runs are counted. */
  readonly group?: string | undefined;
  /** Where the page begins. */
  readonly after?: string | undefined;
  /** Ids of runs that were picked to be compared. */
  readonly picked: readonly string[];
}

/** The query of an address. */
export function readRunQuery(query: URLSearchParams): RunQuery {
  const find = (name: string) => query.get(name) || undefined;
  const columns = query.getAll('column');
  return {
    experiment: find('experiment'),
    filter: find('filter'),
    order: find('order'),
    columns: columns.length === 0 ? undefined : columns.filter((name) => name !== ''),
    group: find('group'),
    after: find('after'),
    picked: (query.get('picked') ?? '').split(',').filter((id) => id !== ''),
  };
}

/** The address of a query. No columns at all are one that is empty. */
export function runsAddress(query: Partial<RunQuery>, path = '/runs'): string {
  const { experiment, filter, order, columns, group, after, picked = [] } = query;
  const named = Object.entries({ experiment, filter, order, group, after });
  const pairs = [
    ...named.flatMap(([name, value]) => (value ? [[name, value]] : [])),
    ...(columns?.length === 0 ? [''] : (columns ?? [])).map((name) => ['column', name]),
    ...(picked.length === 0 ? [] : [['picked', picked.join(',')]]),
  ];
  return pairs.length === 0 ? path : `${path}?${new URLSearchParams(pairs)}`;
}
