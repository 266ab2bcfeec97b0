import { type Log, type Repeated, repeat } from '../kit/index.ts';
import type { Monitors } from './monitors.ts';

const EVERY_MS = 5000;

/** Lets monitors look every five seconds, one look at a time, until it is closed. */
export function startLooking(
  monitors: Pick<Monitors, 'look'>,
  { log, everyMs = EVERY_MS }: { readonly log: Log; readonly everyMs?: number },
): Repeated {
  return repeat(() => monitors.look(), {
    everyMs,
    onFailure: (thrown) => log.error('endpoints could not be watched', { thrown }),
  });
}
