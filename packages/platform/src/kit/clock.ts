/** Where time comes from; passed in, so that tests hold it still. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => Date.now() };

let writtenMs = Number.NaN;
let written = '';

/** The current instant as ISO 8601 in UTC. Within one millisecond it is written once. */
export function instant(clock: Clock): string {
  const nowMs = clock.now();
  if (nowMs !== writtenMs) {
    written = new Date(nowMs).toISOString();
    writtenMs = nowMs;
  }
  return written;
}

/** The longest time that a timer can hold, 24.8 days. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
