/** What the catalogue shows, as its address says it. */
export interface ModelsQuery {
  /** Words, or a filter of the registry. Empty: every model. */
  readonly search: string;
  /** Where the page begins. */
  readonly after?: string | undefined;
}

/** The query of an address. */
export function readModelsQuery(query: URLSearchParams): ModelsQuery {
  return { search: query.get('search') ?? '', after: query.get('after') || undefined };
}

/** The address of a query. */
export function modelsAddress({ search, after }: ModelsQuery): string {
  const named = Object.entries({ search, after });
  const pairs = named.flatMap(([name, value]) => (value ? [[name, value]] : []));
  return pairs.length === 0 ? '/models' : `/models?${new URLSearchParams(pairs)}`;
}

/** Signs and words that stand in every comparison of a filter, and in few names. */
const COMPARES = /[=<>]|\bI?LIKE\b|\bIN\s*\(|\bIS\s+(NOT\s+)?NULL\b/;

/** What is typed as the server is asked: a filter where it compares something, else words. */
export function searchedBy(
  search: string,
): { readonly filter: string } | { readonly words: string } | Record<string, never> {
  const text = search.trim();
  if (text === '') return {};
  return COMPARES.test(text) ? { filter: text } : { words: text };
}
