import type { ChangeReason } from '../audit/index.ts';
import type { Page, PageRequest } from '../storage/page.ts';

/** What a key may do; `admin` includes the others. A key of an account does none of it beyond what its account may. */
export type KeyScope = 'predict' | 'read' | 'write' | 'approve' | 'admin';

/** How often a key may be used; null for no limit. */
export interface KeyLimits {
  /** Requests per second for long. */
  readonly perSecond: number | null;
  /** Requests at once; null exactly when `perSecond` is. */
  readonly burst: number | null;
  /** Requests per day in UTC. */
  readonly perDay: number | null;
}

export interface NewKey extends KeyLimits {
  readonly id: string;
  readonly name: string;
  /** Whose key it is; null for a key of no account, which may do what its scopes say, everywhere. */
  readonly account: string | null;
  /** SHA-256 of the secret part, 64 hexadecimal digits. */
  readonly sha256: string;
  readonly scopes: readonly KeyScope[];
  /** The only endpoints that it reaches; null for all. */
  readonly endpoints: readonly string[] | null;
  readonly expiresAt: string | null;
}

export interface KeyRecord extends NewKey {
  readonly createdAt: string;
  readonly revokedAt: string | null;
  readonly lastUsedAt: string | null;
}

/** Requests that a process counted and has not written yet. */
export interface KeyUse {
  readonly id: string;
  /** `YYYY-MM-DD` in UTC. */
  readonly day: string;
  readonly nRequests: number;
  readonly lastUsedAt: string;
}

/** Where keys are kept. Every method is one transaction; keys that are made and taken back have entries in the audit trail. */
export interface KeyStore {
  /** @throws ACCOUNT_NOT_FOUND, ACCOUNT_CLOSED */
  add(key: NewKey, reason: ChangeReason): Promise<KeyRecord>;
  find(id: string): Promise<KeyRecord | undefined>;
  /** Newest first. @param choice.account Only its keys. */
  list(
    page: PageRequest,
    choice?: { readonly account?: string | undefined },
  ): Promise<Page<KeyRecord>>;
  /** Takes a key back now; one that was taken back stays as it is. */
  revoke(id: string, reason: ChangeReason): Promise<void>;
  /** Whether any key is neither revoked nor over. */
  hasValid(): Promise<boolean>;
  /** Requests of a day that all processes have written. */
  countUses(id: string, day: string): Promise<number>;
  /** Adds to what was counted; the last use only moves on. */
  addUses(uses: readonly KeyUse[]): Promise<void>;
}
