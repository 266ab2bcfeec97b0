import type { KeyScope } from './store.ts';

/** Every scope of a key. */
export const KEY_SCOPES: readonly KeyScope[] = ['predict', 'read', 'write', 'approve', 'admin'];
