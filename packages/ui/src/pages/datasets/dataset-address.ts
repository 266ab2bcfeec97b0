/** The pages of a dataset; what changed is a profile beside another. */
export type DatasetView = 'profile' | 'schema' | 'findings' | 'versions';

/** The page of a dataset, of one of its versions, or of a comparison. */
export function datasetAddress(
  name: string,
  {
    view = 'profile',
    version,
    against,
  }: {
    readonly view?: DatasetView;
    readonly version?: string | undefined;
    readonly against?: string | undefined;
  } = {},
): string {
  const query = new URLSearchParams([
    ...(version === undefined ? [] : [['version', version]]),
    ...(against === undefined ? [] : [['against', against]]),
  ]);
  const path = `/datasets/${encodeURIComponent(name)}${view === 'profile' ? '' : `/${view}`}`;
  return query.size === 0 ? path : `${path}?${query}`;
}

/** A dataset as operations name it: a number is another version of `name`, everything else a reference of its own. */
export function referenceOf(name: string, other: string): string {
  return /^\d+$/.test(other) ? `${name}@${other}` : other;
}
