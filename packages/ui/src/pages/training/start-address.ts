/** What a person wants of a table: a column told from the others, or something without a target. */
export interface Wanted {
  readonly target?: string | undefined;
  /** A task to begin the form with. Default: what the values of the target say. */
  readonly task?: string | undefined;
}

/** The page that trains a model: on chosen data, for a chosen target or task. */
export function startAddress(dataset?: string, { target, task }: Wanted = {}): string {
  const query = new URLSearchParams(
    Object.entries({ dataset, target, task }).flatMap(([name, value]) =>
      value === undefined ? [] : [[name, value]],
    ),
  );
  return query.size === 0 ? '/runs/new' : `/runs/new?${query}`;
}
