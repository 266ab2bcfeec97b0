import type { Clock } from '../../../kit/index.ts';
import type { TrackingStore } from '../../../tracking/store.ts';
import { projectTracking } from '../../tracking/index.ts';
import { fromSent } from './sent-answers.ts';
import { createThreadSeat } from './thread-seat.ts';

/** The port on two threads of a file. */
export interface TrackingThreads {
  readonly tracking: TrackingStore;
  /** Answers what was asked, and ends the threads. */
  close(): Promise<void>;
}

/**
 * Opens the port on a thread that writes and one that reads, each with a connection of its own: a long search stops neither
 * writes nor this thread. A thread starts when it is first asked.
 *
 * @param path A file whose schema is up to date.
 */
export function openTrackingThreads(
  path: string,
  source: { readonly clock: Clock; readonly nextId: () => string },
): TrackingThreads {
  const writer = createThreadSeat({ path, role: 'write' }, source);
  const reader = createThreadSeat({ path, role: 'read' }, source);
  return {
    tracking: projectTracking({
      read: async (call) => fromSent(call, await reader.ask(call)),
      write: writer.ask,
    }),
    async close() {
      await Promise.all([writer.close(), reader.close()]);
    },
  };
}
