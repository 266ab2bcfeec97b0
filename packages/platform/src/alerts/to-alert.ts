import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { AlertRecord } from './store.ts';

/** An alert on the wire. */
export function toAlert({
  worstSeverity: _,
  worstAt: __,
  details,
  ...alert
}: AlertRecord): OutputOf<Operations['alerts']['show']> {
  return { ...alert, details: { ...details } };
}
