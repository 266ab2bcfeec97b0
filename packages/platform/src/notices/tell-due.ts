import { type Clock, type Log, systemClock } from '../kit/index.ts';
import { type Seals, waitAfterMs } from '../webhooks/index.ts';
import { mail } from './channels/mail.ts';
import type { MailServer } from './channels/mail-server.ts';
import type { Outcome } from './channels/outcome.ts';
import { post } from './channels/post.ts';
import type { Notice, NoticeStore } from './store.ts';
import type { Target } from './target.ts';

/** What telling stands on. */
export interface TellDeps {
  readonly notices: Pick<NoticeStore, 'look' | 'claim' | 'settle' | 'postpone'>;
  readonly seals: Pick<Seals, 'open'>;
  /** Undefined where the server has none: routes by e-mail wait for one. */
  readonly mailServer: MailServer | undefined;
  /** Also to addresses of this machine and of private networks. */
  readonly isAnywhere: boolean;
  /** Where people find the pages, without a slash at its end. Default: nobody knows, and nothing that is told has a link. */
  readonly publicUrl?: string | undefined;
  readonly clock?: Clock;
  readonly log: Log;
}

/** Few, so that a mail server is not asked for many connections. */
export const AT_ONCE = 5;
/** Longer than telling may take, so that nobody else tells it meanwhile. */
const LEASE_MS = 90_000;
const LONGEST_WAIT_MS = 15 * 60_000;
/** Age after which a notice is given up. */
const GIVEN_UP_MS = 86_400_000;

/** Tells routes what is due, once. @returns How many notices were tried */
export async function tellDue(
  deps: TellDeps,
  { leaseMs = LEASE_MS }: { readonly leaseMs?: number } = {},
): Promise<number> {
  const due = await deps.notices.claim({ limit: AT_ONCE, leaseMs });
  await Promise.all(due.map((notice) => tell(deps, notice)));
  return due.length;
}

async function tell(deps: TellDeps, notice: Notice): Promise<void> {
  const { notices, log, clock = systemClock } = deps;
  const { id, nTried, route } = notice;
  const { verdict, status, why = '' } = await attempt(deps, notice);
  if (verdict === 'told')
    return await notices.settle(id, { status, ...(why === '' ? {} : { why }) });
  const waitMs = waitAfterMs(nTried, LONGEST_WAIT_MS);
  const isOld = clock.now() + waitMs > Date.parse(notice.createdAt) + GIVEN_UP_MS;
  const inMs = verdict === 'never' || isOld ? null : waitMs;
  if (inMs === null) log.warn('an alert could not be told', { route: route.name, notice: id, why });
  await notices.postpone(id, { inMs, why, status });
}

/** One notice that cannot be told holds no other up: whatever is the matter is written down with it. */
async function attempt(deps: TellDeps, notice: Notice): Promise<Outcome> {
  const { seals, mailServer: server, isAnywhere, publicUrl, clock = systemClock } = deps;
  try {
    const target = JSON.parse(await seals.open(notice.route.sealedTarget)) as Target;
    if (target.channel !== 'email')
      return await post(notice, target, { isAnywhere, publicUrl, nowMs: clock.now() });
    if (server !== undefined)
      return await mail(notice, { addresses: target.addresses, server, publicUrl });
    const why = 'The server knows no mail server: start it with `kaizen serve --smtp`.';
    return { verdict: 'later', status: null, why };
  } catch (thrown) {
    return { verdict: 'later', status: null, why: `It could not be made: ${String(thrown)}` };
  }
}
