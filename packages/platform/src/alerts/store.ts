import type { Page, PageRequest } from '../storage/page.ts';

export type AlertStatus = 'open' | 'acknowledged' | 'resolved';

/** Something that a person should know of now. */
export interface NewAlert {
  /** What makes two alerts the same one: while it is not resolved, raising it again counts up. */
  readonly key: string;
  readonly severity: 'warning' | 'error';
  /** `<noun>:<name>` of what it is about. */
  readonly subject: string;
  readonly message: string;
  readonly hint: string;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AlertRecord extends NewAlert {
  readonly id: string;
  readonly status: AlertStatus;
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
  readonly acknowledgedAt: string | null;
  readonly note: string | null;
  readonly resolvedAt: string | null;
}

/** Where alerts are kept. Every method is one transaction. */
export interface AlertStore {
  /** Opens the alert, or counts the one up that has its key; message and details are then the new ones. */
  raise(alert: NewAlert): Promise<{ readonly alert: AlertRecord; readonly isNew: boolean }>;
  /** Ends the alert of a key because its cause is gone; false when there is none to end. */
  resolve(key: string): Promise<boolean>;
  /** By id or by an unambiguous prefix of at least 6 characters. */
  find(idOrPrefix: string): Promise<AlertRecord | undefined>;
  /** Acknowledges an open alert; others stay as they are. */
  acknowledge(id: string, note: string | null): Promise<void>;
  /** Newest first. */
  list(filter: readonly AlertStatus[], page: PageRequest): Promise<Page<AlertRecord>>;
}
