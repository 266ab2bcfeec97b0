import type { AlertRecord, AlertSeverity } from '../alerts/store.ts';
import type { ChangeReason } from '../audit/index.ts';
import type { Page, PageRequest } from '../storage/page.ts';

/** How a route reaches people. */
export type Channel = 'email' | 'webhook' | 'slack';

/** What a notice says of its alert: that it is there, worse, still looked after by nobody, or over; or that a route is tried. */
export type NoticeKind = 'raised' | 'worse' | 'escalated' | 'resolved' | 'trial';

/** `waiting` until it is told or given up; `withdrawn` when there is nothing to tell any more. */
export type NoticeState = 'waiting' | 'told' | 'given-up' | 'withdrawn';

/** Who hears of which alerts. */
export interface NewRoute {
  readonly name: string;
  /** Pattern of subjects, `*` for any characters. */
  readonly match: string;
  /** Least severity that it hears of. */
  readonly severity: AlertSeverity;
  readonly channel: Channel;
  /** Where to, as it may be shown. */
  readonly shown: string;
  /** Where to, sealed: see `toTarget`. */
  readonly sealedTarget: string;
  /** It hears only of what nobody has acknowledged by then, milliseconds; 0: at once. */
  readonly afterMs: number;
}

export interface Route extends NewRoute {
  readonly id: string;
  readonly createdAt: string;
  readonly createdBy: string | null;
}

/** Alerts of which nobody is told for a while. */
export interface Silence {
  readonly id: string;
  /** Pattern of subjects or of keys of alerts, `*` for any characters. */
  readonly match: string;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly who: string | null;
  readonly why: string;
}

/** A message about an alert on its way to a route. It is there from the moment at which it was due, until it was told or given up. */
export interface Notice {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly route: Route;
  /** The alert as it was then; of a trial an example. */
  readonly alert: AlertRecord;
  readonly createdAt: string;
  /** How often it was tried before. */
  readonly nTried: number;
}

/** What became of a notice. */
export interface NoticeRecord {
  readonly id: string;
  readonly kind: NoticeKind;
  readonly alert: string | null;
  readonly subject: string;
  readonly severity: AlertSeverity;
  readonly message: string;
  /** Name of the route. */
  readonly route: string;
  readonly state: NoticeState;
  readonly nTried: number;
  readonly createdAt: string;
  readonly triedAt: string | null;
  /** What the receiver answered last: a status of HTTP or of SMTP; null where none came. */
  readonly status: number | null;
  /** Why it was not taken, or is told no more. */
  readonly why: string | null;
}

/** An alert of which somebody was told, once per month. */
export interface ToldAlert {
  /** `2026-11`, in UTC. */
  readonly month: string;
  readonly subject: string;
  readonly alert: string;
  readonly nNotices: number;
  readonly isFalse: boolean;
}

/** Where routes, silences and notices are kept. Every method is one transaction. */
export interface NoticeStore {
  /** Adds a route, or replaces the one of its name. */
  setRoute(route: NewRoute, reason: ChangeReason): Promise<Route>;
  findRoute(name: string): Promise<Route | undefined>;
  /** By name. */
  routes(): Promise<readonly Route[]>;
  /** What it was not told by then is withdrawn. @returns False where there is none of this name */
  removeRoute(name: string, reason: ChangeReason): Promise<boolean>;
  /** Writes down a notice of an example for a route. @returns Its id; undefined where there is no such route */
  tryRoute(name: string, example: AlertRecord): Promise<string | undefined>;
  addSilence(
    silence: Pick<Silence, 'match' | 'untilMs' | 'why'>,
    reason: ChangeReason,
  ): Promise<Silence>;
  /** Ends a silence now. @returns Undefined where there is none of this id; one that is over stays as it is */
  endSilence(id: string, reason: ChangeReason): Promise<Silence | undefined>;
  /** Those that are not over unless all are asked for; the newest first. */
  silences(choice: { readonly isAll: boolean }, page: PageRequest): Promise<Page<Silence>>;
  /** Writes down what became due by time alone: silences that ended, alerts that nobody acknowledged. @returns How many notices */
  look(): Promise<number>;
  /** Takes notices whose time has come, and nobody else does so for `leaseMs`; what is not to be told any more is withdrawn. */
  claim(choice: { readonly limit: number; readonly leaseMs: number }): Promise<readonly Notice[]>;
  /** It was told. @param answer `why`: what did not go well nevertheless */
  settle(
    id: string,
    answer: { readonly status: number | null; readonly why?: string | undefined },
  ): Promise<void>;
  /** It is tried again then; null: it is given up. */
  postpone(
    id: string,
    retry: {
      readonly inMs: number | null;
      readonly why: string;
      readonly status?: number | null | undefined;
    },
  ): Promise<void>;
  /** Newest first. */
  notices(
    filter: {
      readonly alert?: string | undefined;
      readonly route?: string | undefined;
      readonly state?: NoticeState | undefined;
    },
    page: PageRequest,
  ): Promise<Page<NoticeRecord>>;
  /** Alerts of which somebody was told since then, by month. Notices are kept for 400 days. */
  toldSince(sinceMs: number): Promise<readonly ToldAlert[]>;
}
