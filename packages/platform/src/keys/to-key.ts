import type { Operations, OutputOf } from '@kaizenml/contracts/operations';
import type { KeyRecord } from './store.ts';

/** A key on the wire, without anything of its secret. */
export function toKey({
  sha256: _,
  scopes,
  endpoints,
  ...key
}: KeyRecord): OutputOf<Operations['keys']['revoke']> {
  return { ...key, scopes: [...scopes], endpoints: endpoints === null ? null : [...endpoints] };
}
