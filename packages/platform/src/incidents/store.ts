import type { AlertSeverity } from '../alerts/store.ts';
import type { Page, PageRequest } from '../storage/page.ts';

export type IncidentStatus = 'open' | 'closed';

/** What is the matter with one subject, from its first alert until nothing is left of it. Of a subject at most one is open. */
export interface IncidentRecord {
  readonly id: string;
  /** `<noun>:<name>`, as alerts have it. */
  readonly subject: string;
  readonly status: IncidentStatus;
  /** What the alert said that opened it. */
  readonly title: string;
  /** The greatest severity of its alerts. */
  readonly severity: AlertSeverity;
  readonly openedAt: string;
  readonly closedAt: string | null;
}

/** Something that was found or done while an incident was open. */
export interface NewIncidentEvent {
  /** Unique for the subject: what has this key is written once, however often it is noted. */
  readonly key: string;
  /** One word: `raised`, `retraining`, `rollout` … */
  readonly kind: string;
  /** What happened, as a sentence. */
  readonly message: string;
  readonly who?: string | null | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
  /** Work that begins or ends with it: an incident is not closed while work of it is under way. */
  readonly work?: { readonly key: string; readonly state: 'begun' | 'ended' } | undefined;
}

export interface IncidentEvent {
  readonly at: string;
  readonly key: string;
  readonly kind: string;
  readonly message: string;
  readonly who: string | null;
  readonly details: Readonly<Record<string, unknown>>;
}

/** Where incidents are kept. Alerts open and close them, in the transactions that raise and resolve. Every method is one transaction. */
export interface IncidentStore {
  /** Adds to the timeline of the open incident of a subject. @returns False where none is open, or the key was noted before */
  note(subject: string, event: NewIncidentEvent): Promise<boolean>;
  /** Adds to the timeline of an incident, open or closed. @returns False where there is none of this id, or the key was noted before */
  noteAt(id: string, event: NewIncidentEvent): Promise<boolean>;
  /** By id or by an unambiguous prefix of at least 6 characters. */
  find(idOrPrefix: string): Promise<IncidentRecord | undefined>;
  /** Newest first. */
  list(
    filter: {
      readonly status?: IncidentStatus | undefined;
      readonly subject?: string | undefined;
    },
    page: PageRequest,
  ): Promise<Page<IncidentRecord>>;
  /** The timeline, oldest first. */
  events(id: string): Promise<readonly IncidentEvent[]>;
}
