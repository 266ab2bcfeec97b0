import type { ChangeReason } from '../audit/index.ts';
import type { Page, PageRequest } from '../storage/page.ts';
import type { WebhookEvent } from './event.ts';

/** An address that is told of what happens in the registry. Its secret is kept sealed, and shown to nobody. */
export interface Webhook {
  readonly id: string;
  readonly name: string;
  readonly description: string | null;
  readonly url: string;
  readonly events: readonly WebhookEvent[];
  readonly isActive: boolean;
  readonly createdAt: string;
  readonly updatedAt: string;
  /** See `openSeals`; null: what it is told is not signed. */
  readonly sealedSecret: string | null;
}

/** What of a webhook may be changed. */
export type WebhookChange = Partial<
  Pick<Webhook, 'name' | 'description' | 'url' | 'events' | 'isActive' | 'sealedSecret'>
>;

/** Something that a webhook is to be told. It is there from the moment at which it happened, until it was told or given up. */
export interface Delivery {
  readonly id: string;
  readonly webhook: Webhook;
  /** The whole body. */
  readonly body: string;
  /** How often it was tried before. */
  readonly nTried: number;
}

/** What became of a delivery. */
export interface DeliveryRecord {
  readonly id: string;
  /** `waiting` until it is told, or given up. */
  readonly state: 'waiting' | 'told' | 'given-up';
  readonly body: string;
  readonly nTried: number;
  readonly createdAt: string;
  /** When it was tried last. */
  readonly triedAt: string | null;
  /** Status of the last answer; null where none came. */
  readonly status: number | null;
  /** Why it was not taken. */
  readonly why: string | null;
}

export interface WebhookStore {
  create(
    webhook: Omit<Webhook, 'id' | 'createdAt' | 'updatedAt'>,
    reason: ChangeReason,
  ): Promise<Webhook>;
  find(id: string): Promise<Webhook | undefined>;
  /** Oldest first. */
  list(page: PageRequest): Promise<Page<Webhook>>;
  /** @returns Undefined where there is none of this id */
  change(id: string, change: WebhookChange, reason: ChangeReason): Promise<Webhook | undefined>;
  /** What it was not told by then is given up. @returns False where there is none of this id */
  remove(id: string, reason: ChangeReason): Promise<boolean>;
  /** Takes deliveries whose time has come, and nobody else does so for `leaseMs`: a process that dies leaves them to the next. */
  claim(choice: { readonly limit: number; readonly leaseMs: number }): Promise<readonly Delivery[]>;
  /** It was told, and the answer had this status. */
  settle(id: string, status: number): Promise<void>;
  /** It is tried again then; null: it is given up. */
  postpone(
    id: string,
    retry: {
      readonly inMs: number | null;
      readonly why: string;
      readonly status?: number | undefined;
    },
  ): Promise<void>;
  /** What a webhook was told or is to be told, the newest first; of what is over the last 200 are kept. */
  deliveries(webhook: string, limit: number): Promise<readonly DeliveryRecord[]>;
}
