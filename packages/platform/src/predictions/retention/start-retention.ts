import type { Log } from '../../kit/index.ts';
import { dayOf } from '../request-day.ts';
import { applyRetention, type RetentionDeps } from './apply-retention.ts';

const LOOK_EVERY_MS = 60_000;

/**
 * Keeps to the retention of every endpoint: at the start and once a day after midnight UTC, until it is closed. Of several
 * processes on one home each may do it: a day that is gone is gone.
 */
export function startRetention({
  log,
  lookEveryMs = LOOK_EVERY_MS,
  ...deps
}: RetentionDeps & { readonly log: Log; readonly lookEveryMs?: number }): {
  close(): Promise<void>;
} {
  let doneOn: string | undefined;
  let looking = Promise.resolve();
  const look = async (): Promise<void> => {
    const today = dayOf(deps.clock.now());
    if (today === doneOn) return;
    doneOn = today;
    try {
      for (const { endpoint, day, nRows } of await applyRetention(deps))
        log.info('a day of predictions was removed', { endpoint, day, nRows });
    } catch (thrown) {
      doneOn = undefined;
      log.error('days of predictions could not be removed', { thrown });
    }
  };
  const next = () => {
    looking = looking.then(look);
  };
  const timer = setInterval(next, lookEveryMs);
  timer.unref();
  next();
  return {
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}
