export { createKey } from './create.ts';
export { listKeys } from './list.ts';
export { revokeKey } from './revoke.ts';
export { KEY_SCOPES } from './scopes.ts';
export { isSecret, type ParsedKey, parseKey } from './secret.ts';
export { showOwnRights } from './self.ts';
export type { KeyLimits, KeyRecord, KeyScope, KeyStore, KeyUse } from './store.ts';
