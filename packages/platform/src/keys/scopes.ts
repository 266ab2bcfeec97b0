/** What a key may do; `admin` includes the others. A key of an account does none of it beyond what its account may. */
export type KeyScope = 'predict' | 'read' | 'write' | 'approve' | 'admin';

export const KEY_SCOPES: readonly KeyScope[] = ['predict', 'read', 'write', 'approve', 'admin'];
