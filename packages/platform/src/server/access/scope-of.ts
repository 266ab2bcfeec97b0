import type { RoutedOperation } from '@kaizenml/contracts/operations';
import type { KeyScope } from '../../keys/index.ts';

/** Operations that answer rows. */
const ANSWERS = new Set(['models.predict', 'models.explain', 'models.forecast']);

/** Operations that only look, though they are no GET. */
const LOOKS = new Set([
  'monitors.check',
  'models.compare',
  'runs.search',
  'runs.curves',
  'runs.groups',
]);

/** Operations that show what only an administrator should know. */
const GUARDED = new Set(['keys.list', 'webhooks.list', 'webhooks.deliveries']);

/** Nouns whose `{name}` is an endpoint. */
const NAMES_ENDPOINT = /^\w+ \/api\/v1\/(models|endpoints|monitors)\/\{name\}/;

/** The scope that a caller needs for an operation; what changes anything is for administrators. */
export function scopeOf({ name, http }: Pick<RoutedOperation, 'name' | 'http'>): KeyScope {
  if (GUARDED.has(name)) return 'admin';
  if (ANSWERS.has(name)) return 'predict';
  return http.startsWith('GET ') || LOOKS.has(name) ? 'read' : 'admin';
}

/** The part of the path that names an endpoint; undefined where none does. */
export function endpointParamOf({ http }: Pick<RoutedOperation, 'http'>): string | undefined {
  return NAMES_ENDPOINT.test(http) ? 'name' : undefined;
}
