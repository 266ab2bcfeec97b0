/** Where time comes from; passed in, so that tests hold it still. */
export interface Clock {
  /** Milliseconds since 1970-01-01 UTC. */
  now(): number;
}

/** The clock of the machine. */
export const systemClock: Clock = { now: () => Date.now() };

/** The current instant as ISO 8601 in UTC. */
export function instant(clock: Clock): string {
  return new Date(clock.now()).toISOString();
}

/** The longest time that a timer can hold, 24.8 days. */
export const LONGEST_TIMER_MS = 2 ** 31 - 1;
