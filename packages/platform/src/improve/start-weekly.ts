import { type Log, type Repeated, repeat } from '../kit/index.ts';

const EVERY_MS = 60_000;

/** Looks every minute whether the weekly report is due, one look at a time, until it is closed. */
export function startWeekly(
  weekly: { look(): Promise<void> },
  { log, everyMs = EVERY_MS }: { readonly log: Log; readonly everyMs?: number },
): Repeated {
  return repeat(() => weekly.look(), {
    everyMs,
    onFailure: (thrown) => log.error('the weekly report could not be made', { error: thrown }),
  });
}
