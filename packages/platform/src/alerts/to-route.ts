import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { Route } from '../notices/index.ts';

/** A route on the wire: where it leads to is shown without what is secret. */
export function toRouteView({
  id: _,
  sealedTarget: __,
  shown,
  ...route
}: Route): OutputOf<Operations['alerts']['route']> {
  return { ...route, to: shown };
}
