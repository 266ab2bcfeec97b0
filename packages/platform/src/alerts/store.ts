import type { Page, PageRequest } from '../storage/page.ts';

export type AlertStatus = 'open' | 'acknowledged' | 'resolved';

/** How much an alert matters: worth knowing, soon, now. */
export type AlertSeverity = 'info' | 'warning' | 'error';

/** Something that a person should know of now. */
export interface NewAlert {
  /** What makes two alerts the same one: while it is not resolved, raising it again counts up. */
  readonly key: string;
  readonly severity: AlertSeverity;
  /** `<noun>:<name>` of what it is about. */
  readonly subject: string;
  /** What is the matter, one sentence. */
  readonly message: string;
  /** What to do, in words. */
  readonly hint: string;
  /** Why it is so, as far as that is known. */
  readonly cause?: string | null | undefined;
  /** What it means for those who rely on the subject. */
  readonly impact?: string | null | undefined;
  /** The command to type next. */
  readonly next?: string | null | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

export interface AlertRecord extends Omit<NewAlert, 'cause' | 'impact' | 'next'> {
  readonly id: string;
  readonly cause: string | null;
  readonly impact: string | null;
  readonly next: string | null;
  readonly status: AlertStatus;
  readonly count: number;
  readonly firstAt: string;
  readonly lastAt: string;
  /** The greatest severity that it had, and since when it has had that. */
  readonly worstSeverity: AlertSeverity;
  readonly worstAt: string;
  readonly acknowledgedAt: string | null;
  readonly acknowledgedBy: string | null;
  readonly note: string | null;
  /** Whether somebody said that it told of nothing. */
  readonly isFalse: boolean;
  readonly resolvedAt: string | null;
  /** Id of the incident that it is a part of. */
  readonly incident: string | null;
}

/** Where alerts are kept. Every method is one transaction. */
export interface AlertStore {
  /**
   * Opens the alert, or counts the one up that has its key; message and details are then the new ones. One that becomes worse than it
   * ever was is open again, if it was acknowledged.
   */
  raise(alert: NewAlert): Promise<{ readonly alert: AlertRecord; readonly isNew: boolean }>;
  /** Ends the alert of a key because its cause is gone; false when there is none to end. */
  resolve(key: string): Promise<boolean>;
  /** By id or by an unambiguous prefix of at least 6 characters. */
  find(idOrPrefix: string): Promise<AlertRecord | undefined>;
  /** Acknowledges an open alert; others stay as they are, but that any may be called false. */
  acknowledge(
    id: string,
    said: {
      readonly note: string | null;
      readonly who: string | null;
      readonly isFalse?: boolean | undefined;
    },
  ): Promise<void>;
  /** Newest first. @param filter States; @param page which part, and whose: of one subject, or of one incident. */
  list(
    filter: readonly AlertStatus[],
    page: PageRequest & {
      readonly subject?: string | undefined;
      readonly incident?: string | undefined;
    },
  ): Promise<Page<AlertRecord>>;
}
