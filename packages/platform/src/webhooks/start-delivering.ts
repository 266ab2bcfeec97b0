import { type Clock, type Log, type Repeated, repeat, systemClock } from '../kit/index.ts';
import { isWorthRetrying, waitAfterMs } from './retry.ts';
import type { Seals } from './seals.ts';
import { isTaken, sendBody } from './send.ts';
import { signedHeaders } from './sign.ts';
import type { Delivery, WebhookStore } from './store.ts';

/** What delivering stands on. */
export interface DeliverDeps {
  readonly webhooks: WebhookStore;
  readonly seals: Seals;
  readonly clock?: Clock;
  readonly log: Log;
  /** Also to addresses of this machine and of private networks. */
  readonly isAnywhere: boolean;
}

const AT_ONCE = 20;
/** Longer than a request may take, so that nobody else tells it meanwhile. */
const LEASE_MS = 60_000;
const EVERY_MS = 1000;
/** Tries, with which it is given up after about a day. */
const MOST_TRIES = 16;
const LONGEST_WAIT_MS = 2 * 3600_000;

/** Tells webhooks what is due, once. @returns How many were tried. */
export async function deliverDue(deps: DeliverDeps): Promise<number> {
  const due = await deps.webhooks.claim({ limit: AT_ONCE, leaseMs: LEASE_MS });
  await Promise.all(due.map((delivery) => deliver(deps, delivery)));
  return due.length;
}

/** Tells webhooks what is due, until it is closed. */
export function startDelivering(
  deps: DeliverDeps,
  { everyMs = EVERY_MS }: { readonly everyMs?: number } = {},
): Repeated {
  return repeat(
    async (isClosed) => {
      while (!isClosed() && (await deliverDue(deps)) === AT_ONCE);
    },
    { everyMs, onFailure: (thrown) => deps.log.error('webhooks could not be told', { thrown }) },
  );
}

async function deliver(deps: DeliverDeps, { id, webhook, body, nTried }: Delivery): Promise<void> {
  const { webhooks, seals, clock = systemClock, log, isAnywhere } = deps;
  const { url, sealedSecret } = webhook;
  const secret = sealedSecret === null ? undefined : await seals.open(sealedSecret);
  const headers = { ...signedHeaders({ id, nowMs: clock.now(), body, secret }) };
  const sent = await sendBody(url, body, { headers, isAnywhere });
  if (isTaken(sent)) return webhooks.settle(id, sent.status ?? 0);
  const why = sent.reason ?? `It answered with status ${sent.status}.`;
  const inMs =
    isWorthRetrying(sent) && nTried + 1 < MOST_TRIES ? waitAfterMs(nTried, LONGEST_WAIT_MS) : null;
  if (inMs === null) log.warn('a webhook was given up', { webhook: webhook.name, id, why });
  await webhooks.postpone(id, { inMs, why, status: sent.status });
}
