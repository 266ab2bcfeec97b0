/** Which wrong answers the page shows, as its address says it. */
export interface ErrorsQuery {
  readonly show: 'next' | 'found';
}

/** The query of an address; what nobody knows is what to look through next. */
export function readErrorsQuery(query: URLSearchParams): ErrorsQuery {
  return { show: query.get('show') === 'found' ? 'found' : 'next' };
}

/** The address of the wrong answers of an endpoint. */
export function errorsAddress(endpoint: string, { show }: ErrorsQuery = { show: 'next' }): string {
  const page = `/endpoints/${encodeURIComponent(endpoint)}/errors`;
  return show === 'next' ? page : `${page}?show=found`;
}
