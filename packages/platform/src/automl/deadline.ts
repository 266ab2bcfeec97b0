import type { Candidate } from '@kaizenml/ml/search';
import type { Clock } from '../kit/index.ts';

/** When a search ends by the clock. */
export interface Deadline {
  /** Hears of each fold that is done. */
  readonly onFold: (candidate: Candidate) => void;
  readonly isOver: () => boolean;
  readonly close: () => void;
}

/** Ends a search at its deadline, but not before one fold of a real candidate is done, or when it is aborted. @param end Called once. */
export function openDeadline(
  {
    deadlineAt,
    clock,
    signal,
  }: {
    /** Milliseconds since 1970; undefined: never. */
    readonly deadlineAt: number | undefined;
    readonly clock: Clock;
    readonly signal: AbortSignal;
  },
  end: () => void,
): Deadline {
  let isOver = false;
  const stop = () => {
    isOver = true;
    end();
  };
  const grace = graceUntilFirst(stop);
  signal.addEventListener('abort', stop, { once: true });
  const timer =
    deadlineAt === undefined
      ? undefined
      : setTimeout(grace.onDeadline, timerMs(deadlineAt - clock.now()));
  return {
    onFold: grace.onFold,
    isOver: () => isOver,
    close() {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
  };
}

const LONGEST_TIMER_MS = 2 ** 31 - 1;

/** A delay that a timer can hold: 0 to 24.8 days; the portfolio is over long before. */
function timerMs(ms: number): number {
  return Math.min(LONGEST_TIMER_MS, Math.max(0, ms));
}

/** Calls `stop` at the deadline, or at the first fold of a real candidate after it. */
function graceUntilFirst(stop: () => void) {
  let hasModel = false;
  let isOverdue = false;
  return {
    onDeadline: () => {
      isOverdue = true;
      if (hasModel) stop();
    },
    onFold: ({ isBaseline }: Candidate) => {
      hasModel ||= !isBaseline;
      if (hasModel && isOverdue) stop();
    },
  };
}
