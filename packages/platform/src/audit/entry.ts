import { sha256 } from '../kit/index.ts';

/** Who changed something, and why: a run that registered a version, a rollout that ended, or a person who said so. */
export interface ChangeReason {
  readonly by: 'run' | 'rollout' | 'person';
  /** Id of the run or rollout. */
  readonly source?: string | null | undefined;
  /** Who decided; null where nobody was asked for a name. */
  readonly who?: string | null | undefined;
  readonly why?: string | null | undefined;
}

/** What was done, as noun and verb. */
export type AuditAction =
  | `model.${'create' | 'describe' | 'tag' | 'rename' | 'rules' | 'delete'}`
  | `version.${'create' | 'describe' | 'tag' | 'stage' | 'approve' | 'reject' | 'delete'}`
  | `alias.${'set' | 'delete'}`
  | `webhook.${'create' | 'change' | 'delete'}`
  | `route.${'set' | 'delete'}`
  | `silence.${'create' | 'end'}`
  | `account.${'create' | 'close' | 'open'}`
  | `role.${'grant' | 'withdraw'}`
  | `key.${'create' | 'revoke'}`
  | `${'run' | 'logged-model' | 'experiment'}.purge`
  | 'artifacts.remove';

/** One change, before it has its place in the trail. */
export interface AuditChange extends ChangeReason {
  readonly action: AuditAction;
  /** Name of the model; `experiment:3`, `account:maria`, `route:ops`; id of the webhook, silence, key, run or logged model. */
  readonly name: string;
  /** What of it was changed: `/3` a version, `@champion` an alias. Default: the model itself. */
  readonly part?: `/${number}` | `@${string}`;
  /** What it was before, as JSON has it; undefined: nothing. */
  readonly from?: unknown;
  /** What it became; undefined: nothing. */
  readonly to?: unknown;
}

/** One change in the trail. Entries are only ever added. */
export interface AuditEntry {
  /** 1, 2, 3 … without gaps. */
  readonly seq: number;
  readonly at: string;
  readonly action: string;
  readonly name: string;
  /** Empty where it was the model itself. */
  readonly part: string;
  /** JSON as text, so that what is hashed is what is kept; null: nothing. */
  readonly from: string | null;
  readonly to: string | null;
  readonly by: string;
  readonly source: string | null;
  readonly who: string | null;
  readonly why: string | null;
  /** Hash of the entry before; of the first one 64 zeros. */
  readonly previous: string;
  /** SHA-256 of everything above, in this order, as a JSON array. */
  readonly hash: string;
}

/** What the first entry holds for the entry before it. */
export const NOTHING_BEFORE = '0'.repeat(64);

/** The hash that an entry must have. */
export function hashOfEntry({
  seq,
  at,
  action,
  name,
  part,
  from,
  to,
  by,
  source,
  who,
  why,
  previous,
}: Omit<AuditEntry, 'hash'>): string {
  return sha256(
    JSON.stringify([seq, at, action, name, part, from, to, by, source, who, why, previous]),
  );
}

/** The entry of a change, after the one before it. */
export function toEntry(
  change: AuditChange,
  { seq, at, previous }: Pick<AuditEntry, 'seq' | 'at' | 'previous'>,
): AuditEntry {
  const { action, name, part = '', from, to, by, source = null, who = null, why = null } = change;
  const entry = {
    ...{ seq, at, action, name, part, from: toText(from), to: toText(to) },
    ...{ by, source, who, why, previous },
  };
  return { ...entry, hash: hashOfEntry(entry) };
}

function toText(value: unknown): string | null {
  return value === undefined || value === null ? null : JSON.stringify(value);
}
