import { setTimeout as sleep } from 'node:timers/promises';
import { sqliteCode } from './sqlite-errors.ts';

/** How long a write waits for the writes of others, milliseconds. */
export const BUSY_TIMEOUT_MS = 10_000;

const BUSY = 5;
const FIRST_WAIT_MS = 1;
const LONGEST_WAIT_MS = 16;

/**
 * Tries again and again while another connection holds the lock, and lets this process go on meanwhile: the
 * connection that holds it may be one of our own.
 *
 * @throws what `attempt` throws last, after 10 s.
 */
export async function whileBusy<Result>(attempt: () => Result): Promise<Result> {
  let waitMs = FIRST_WAIT_MS;
  for (let waitedMs = 0; ; waitedMs += waitMs) {
    try {
      return attempt();
    } catch (thrown) {
      if (sqliteCode(thrown) !== BUSY || waitedMs >= BUSY_TIMEOUT_MS) throw thrown;
    }
    await sleep(waitMs);
    waitMs = Math.min(2 * waitMs, LONGEST_WAIT_MS);
  }
}
