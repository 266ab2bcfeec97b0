/** The page that trains a model: on chosen data, for a chosen target. */
export function startAddress(dataset?: string, target?: string): string {
  const query = new URLSearchParams([
    ...(dataset === undefined ? [] : [['dataset', dataset]]),
    ...(target === undefined ? [] : [['target', target]]),
  ]);
  return query.size === 0 ? '/runs/new' : `/runs/new?${query}`;
}
