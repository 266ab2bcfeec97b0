import type { Role } from '../access/index.ts';

/** Rows of `api_keys`; `scopes` and `endpoints` are JSON. Of a key only its hash is kept. */
export interface ApiKeysTable {
  readonly id: string;
  readonly name: string;
  readonly sha256: string;
  readonly scopes: string;
  readonly endpoints: string | null;
  readonly created_at: string;
  readonly expires_at: string | null;
  readonly revoked_at: string | null;
  readonly last_used_at: string | null;
  readonly per_second: number | null;
  readonly burst: number | null;
  readonly per_day: number | null;
  /** Null for a key of no account. */
  readonly account: string | null;
}

/** Rows of `accounts`. */
export interface AccountsTable {
  readonly name: string;
  readonly kind: 'person' | 'service';
  readonly created_at: string;
  readonly closed_at: string | null;
}

/** Rows of `account_roles`: those that hold everywhere. */
export interface AccountRolesTable {
  readonly account: string;
  readonly role: Role;
  readonly at: string;
}

/** Rows of `experiment_roles`. */
export interface ExperimentRolesTable extends AccountRolesTable {
  readonly experiment: number;
}

/** Rows of `model_roles`. */
export interface ModelRolesTable extends AccountRolesTable {
  readonly model: string;
}

/** Rows of `api_key_days`: requests of a key on a day in UTC. */
export interface ApiKeyDaysTable {
  readonly key_id: string;
  readonly day: string;
  readonly n_requests: number;
}

/** Tables of who may do what. */
export interface AccessSchema {
  readonly accounts: AccountsTable;
  readonly account_roles: AccountRolesTable;
  readonly experiment_roles: ExperimentRolesTable;
  readonly model_roles: ModelRolesTable;
  readonly api_keys: ApiKeysTable;
  readonly api_key_days: ApiKeyDaysTable;
}
