import { AppError } from '@kaizenml/contracts';

/** There is no route of this name. */
export function routeNotFound(name: string): AppError {
  return new AppError('ALERT_ROUTE_NOT_FOUND', {
    message: `Route "${name}" does not exist.`,
    hint: 'See the names with `kaizen alerts routes`.',
    details: { name },
  });
}
