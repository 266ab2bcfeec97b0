import type { Log } from '../kit/index.ts';

const EVERY_MS = 60_000;

/** Looks every minute whether the weekly report is due, one look at a time, until it is closed. */
export function startWeekly(
  weekly: { look(): Promise<void> },
  { log, everyMs = EVERY_MS }: { readonly log: Log; readonly everyMs?: number },
): { close(): Promise<void> } {
  let looking: Promise<void> | undefined;
  const timer = setInterval(() => {
    looking ??= weekly
      .look()
      .catch((thrown: unknown) =>
        log.error('the weekly report could not be made', { error: thrown }),
      )
      .finally(() => {
        looking = undefined;
      });
  }, everyMs).unref();
  return {
    async close() {
      clearInterval(timer);
      await looking;
    },
  };
}
