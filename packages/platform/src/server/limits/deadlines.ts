/** Calls that are made when their time is up, unless it was taken back before. */
export interface Deadlines {
  /**
   * Calls `expire` after `limitMs`, which every call waits for.
   *
   * @returns Takes it back; does nothing once it was called.
   * @cost A member of a set: no timer is made for it.
   */
  add(expire: () => void): () => void;
}

interface Deadline {
  readonly dueMs: number;
  readonly expire: () => void;
}

/** What deadlines stand on. */
export interface DeadlineParts {
  /** Milliseconds from any start that never go back. */
  readonly elapsedMs: () => number;
  /** Calls back once; must not keep the process alive. */
  readonly wakeAfter: (ms: number, call: () => void) => void;
}

const SYSTEM: DeadlineParts = {
  elapsedMs: () => performance.now(),
  wakeAfter: (ms, call) => void setTimeout(call, ms).unref(),
};

/**
 * Deadlines of one length: who comes later is due later, so that one timer, that of the oldest, is enough for all of them.
 * Most are taken back long before it rings.
 *
 * @param limitMs Above 0.
 */
export function createDeadlines(
  limitMs: number,
  { elapsedMs, wakeAfter }: DeadlineParts = SYSTEM,
): Deadlines {
  const waiting = new Set<Deadline>();
  let isArmed = false;
  const arm = (ms: number) => {
    isArmed = true;
    wakeAfter(ms, ring);
  };
  const ring = () => {
    isArmed = false;
    const nowMs = elapsedMs();
    for (const deadline of waiting) {
      if (deadline.dueMs > nowMs) return arm(deadline.dueMs - nowMs);
      waiting.delete(deadline);
      deadline.expire();
    }
  };
  return {
    add(expire) {
      const deadline = { dueMs: elapsedMs() + limitMs, expire };
      waiting.add(deadline);
      if (!isArmed) arm(limitMs);
      return () => void waiting.delete(deadline);
    },
  };
}
