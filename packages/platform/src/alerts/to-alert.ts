import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { AlertRecord } from './store.ts';

/** An alert on the wire. */
export function toAlert({
  key: _,
  details,
  ...alert
}: AlertRecord): OutputOf<Operations['alerts']['acknowledge']> {
  return { ...alert, details: { ...details } };
}
