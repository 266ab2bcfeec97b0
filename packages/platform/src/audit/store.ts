import type { AuditEntry } from './entry.ts';

/** The trail of changes. It is written by whoever changes something, in the transaction of the change. */
export interface AuditStore {
  /** Entries in their order. @param after Only those with a greater number. */
  read(range: { readonly after: number; readonly limit: number }): Promise<readonly AuditEntry[]>;
  /** The newest entries first. @param name Only those of this model. */
  list(choice: {
    readonly name?: string | undefined;
    /** Only those with a smaller number. */
    readonly before?: number | undefined;
    readonly limit: number;
  }): Promise<readonly AuditEntry[]>;
  /** Number and hash of the newest entry, as they were kept beside the trail; `seq` 0 of an empty one. */
  head(): Promise<AuditHead>;
}

/** Where the trail ends. */
export interface AuditHead {
  readonly seq: number;
  readonly hash: string;
}
