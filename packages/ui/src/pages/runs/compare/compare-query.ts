/** What the page that compares runs shows, as its address says it. */
export interface CompareQuery {
  /** Ids, the one that the others are compared with first. */
  readonly runs: readonly string[];
  /** Fields of the upright axes, as searches write them. Absent: those that tell the runs apart. */
  readonly axes?: readonly string[] | undefined;
  readonly x?: string | undefined;
  readonly y?: string | undefined;
  /** The run that is asked about: why it is better than the first. Default: the second. */
  readonly why?: string | undefined;
  readonly metric?: string | undefined;
}

/** The query of an address. */
export function readCompareQuery(query: URLSearchParams): CompareQuery {
  const find = (name: string) => query.get(name) || undefined;
  const ids = (query.get('runs') ?? '').split(',').filter((id) => id !== '');
  const axes = query.getAll('axis').filter((name) => name !== '');
  return {
    runs: [...new Set(ids)],
    axes: axes.length === 0 ? undefined : axes,
    ...{ x: find('x'), y: find('y'), why: find('why'), metric: find('metric') },
  };
}

/** The address of a comparison. */
export function compareAddress({ runs, axes = [], ...named }: CompareQuery): string {
  const { x, y, why, metric } = named;
  const pairs = [
    ['runs', runs.join(',')],
    ...axes.map((name) => ['axis', name]),
    ...Object.entries({ x, y, why, metric }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  ];
  return `/runs/compare?${new URLSearchParams(pairs)}`;
}
