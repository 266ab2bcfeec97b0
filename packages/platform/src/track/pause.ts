import { setTimeout as after } from 'node:timers/promises';
import type { OutboxParts } from './outbox.ts';

/** Waits by the timers of the process, and keeps it alive for nothing. */
export const pause: OutboxParts['pause'] = async (ms, signal) => {
  try {
    await after(ms, undefined, { signal, ref: false });
  } catch (thrown) {
    if (!signal.aborted) throw thrown;
  }
};
