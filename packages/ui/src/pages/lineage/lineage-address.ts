/** What a page of lineage is about, as its address says it. */
export interface LineageQuery {
  /** `run:<id>`, `model:<name>/<version>`, `request:<id>`, or a dataset. Absent: nothing yet. */
  readonly of?: string | undefined;
  readonly column?: string | undefined;
  /** Nodes of a kind beside another. Absent: the usual few. */
  readonly beside?: number | undefined;
}

/** The address of the lineage of something. */
export function lineageAddress({ of, column, beside }: LineageQuery): string {
  const named = Object.entries({ of, column, beside: beside?.toString() });
  const pairs = named.flatMap(([name, value]) => (value ? [[name, value]] : []));
  return pairs.length === 0 ? '/lineage' : `/lineage?${new URLSearchParams(pairs)}`;
}

/** The query of an address. */
export function readLineageQuery(query: URLSearchParams): LineageQuery {
  const beside = Number(query.get('beside'));
  return {
    of: query.get('of')?.trim() || undefined,
    column: query.get('column') || undefined,
    beside: Number.isInteger(beside) && beside > 0 ? beside : undefined,
  };
}
