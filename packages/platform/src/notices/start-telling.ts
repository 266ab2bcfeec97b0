import { type Repeated, repeat } from '../kit/index.ts';
import { AT_ONCE, type TellDeps, tellDue } from './tell-due.ts';

const EVERY_MS = 1000;

/** Looks for what time alone makes due and tells what is due, once a second, until it is closed. */
export function startTelling(
  deps: TellDeps,
  { everyMs = EVERY_MS, leaseMs }: { readonly everyMs?: number; readonly leaseMs?: number } = {},
): Repeated {
  const choice = leaseMs === undefined ? {} : { leaseMs };
  return repeat(
    async (isClosed) => {
      await deps.notices.look();
      while (!isClosed() && (await tellDue(deps, choice)) === AT_ONCE);
    },
    { everyMs, onFailure: (thrown) => deps.log.error('alerts could not be told', { thrown }) },
  );
}
