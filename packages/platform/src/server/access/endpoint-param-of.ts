import type { RoutedOperation } from '@kaizenml/contracts/operations';

/** Nouns whose `{name}` is an endpoint. */
const NAMES_ENDPOINT = /^\w+ \/api\/v1\/(models|endpoints|monitors)\/\{name\}/;

/** The part of the path that names an endpoint; undefined where none does. */
export function endpointParamOf({ http }: Pick<RoutedOperation, 'http'>): string | undefined {
  return NAMES_ENDPOINT.test(http) ? 'name' : undefined;
}
