import type { Candidate } from '@kaizenml/ml/search';
import { type Clock, LONGEST_TIMER_MS } from '../kit/index.ts';

/** When a search ends by the clock. */
export interface Deadline {
  /** Hears of each fold that is done. */
  onFold(candidate: Candidate): void;
  /** Hears of each real candidate that cannot be trained. */
  onFailure(): void;
  /** Real candidates of which a fold is done. */
  nModels(): number;
  /** Takes how long what follows the search will take, as far as that is known now. */
  reserve(ms: number): void;
  /** Milliseconds from the beginning to the end of the search as it is planned now; undefined: no end. */
  plannedMs(): number | undefined;
  /** Milliseconds until then; Infinity without an end. */
  leftMs(): number;
  isOver(): boolean;
  close(): void;
}

/** A search that has no model at its end goes on for so many times as long as it was to take. */
const GRACE = 1;
const LEAST_GRACE_MS = 60_000;
/** Part of the time that must be given back for the search to go on: less is not worth another look. */
const LEAST_MORE = 0.02;
/** Candidates that cannot be trained after which no other is waited for. */
const MOST_FAILURES = 30;

/**
 * Ends a search so that what follows it is done at its deadline, but not before one fold of a real candidate is done: a late
 * model is worth more than none. One that has none for twice the time, or only failures, is ended all the same, and so is one that
 * is aborted.
 */
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
  {
    onEnding = () => undefined,
    onEnd,
  }: {
    /** Called when the time is over, before the end: it may reserve less, and the search goes on. */
    readonly onEnding?: () => void;
    /** Called once. */
    readonly onEnd: () => void;
  },
): Deadline {
  const startedAt = clock.now();
  const wholeMs = (deadlineAt ?? startedAt) - startedAt;
  let endsAt = deadlineAt;
  let isOver = false;
  let isEnding = false;
  const models = new Set<string>();
  let nFailures = 0;
  let timer: NodeJS.Timeout | undefined;

  const stop = () => {
    if (isOver) return;
    isOver = true;
    clearTimeout(timer);
    onEnd();
  };
  const leftMs = () => (endsAt === undefined ? Number.POSITIVE_INFINITY : endsAt - clock.now());
  /** From the end on, or from the beginning where that is later. */
  const graceMs = () => {
    const planned = (endsAt ?? startedAt) - startedAt;
    return Math.max(LEAST_GRACE_MS, GRACE * planned) - Math.min(0, planned);
  };
  const look = (): void => {
    if (isOver) return;
    const left = leftMs();
    const isVain = nFailures >= MOST_FAILURES || left <= -graceMs();
    if (left <= 0 && isVain) stop();
    else if (left <= 0 && models.size > 0) lookCloser();
    else lookAgainIn(left > 0 ? left : left + graceMs());
  };
  /** The time is over, as it was planned. */
  const lookCloser = (): void => {
    if (isEnding) return;
    isEnding = true;
    onEnding();
    isEnding = false;
    if (leftMs() > LEAST_MORE * wholeMs) look();
    else stop();
  };
  const lookAgainIn = (wait: number): void => {
    if (wait === Number.POSITIVE_INFINITY) return;
    clearTimeout(timer);
    timer = setTimeout(look, Math.min(LONGEST_TIMER_MS, Math.max(1, wait)));
  };

  signal.addEventListener('abort', stop, { once: true });
  look();
  return {
    onFold({ id, isBaseline }) {
      if (!isBaseline) models.add(id);
      look();
    },
    onFailure() {
      nFailures++;
      look();
    },
    nModels: () => models.size,
    reserve(ms) {
      if (deadlineAt === undefined) return;
      endsAt = deadlineAt - ms;
      look();
    },
    plannedMs: () => (endsAt === undefined ? undefined : Math.max(0, endsAt - startedAt)),
    leftMs: () => Math.max(0, leftMs()),
    isOver: () => isOver,
    close() {
      clearTimeout(timer);
      signal.removeEventListener('abort', stop);
    },
  };
}
