import { AppError } from '@kaizenml/contracts';
import type { Carry } from './carry.ts';
import { firstLetter, MAX_PIECES, toLetter, toLetters } from './letter.ts';
import { notReached } from './not-reached.ts';
import type { Piece } from './piece.ts';
import type { SpillFile } from './spill-file.ts';
import { readLetters } from './spilled.ts';

/** What an outbox stands on. */
export interface OutboxParts {
  readonly carry: Carry;
  readonly spill: SpillFile;
  /** Lets time pass, or ends early by its signal. It keeps no process alive. */
  readonly pause: (ms: number, signal: AbortSignal) => Promise<void>;
  /** A number from 0 to 1, so that many programs do not ask again at the same time. */
  readonly random: () => number;
  /** Hears of the first failure in a row, and of what no place is left for. */
  readonly onTrouble: (trouble: AppError) => void;
  /** Longest time for which a piece waits for others, milliseconds. */
  readonly waitMs: number;
  /** Pieces that wait in memory at most; more go to the file. */
  readonly maxWaiting: number;
}

/** Where everything is that was put before. */
export type Kept = 'sent' | 'spilled';

/** Pieces on their way, in the order in which they were put. */
export interface Outbox {
  put(piece: Piece): void;
  /** Resolves once everything that was put before is with the server, or on the disk. @throws DISK_FULL, HOME_NOT_WRITABLE */
  flush(): Promise<Kept>;
  /** Writes everything that was not acknowledged to the disk, and returns when it is there. Nothing is sent any more. */
  spillNow(): void;
  /** Resolves once everything that was put before is with the server, however long that takes. It keeps no process alive. */
  whenSent(): Promise<void>;
  /** Pieces that were dropped because neither server nor disk took them. */
  readonly nDropped: number;
}

const FIRST_BACK_OFF_MS = 250;
const LONGEST_BACK_OFF_MS = 15_000;

/**
 * Keeps what a program logs in memory and carries it away in letters, one after the other. While the server is away letters go to a
 * file, and from there to the server once it is back, before what is newer.
 */
export function createOutbox(parts: OutboxParts): Outbox {
  const { carry, spill, pause, random, onTrouble, waitMs, maxWaiting } = parts;
  let queue: readonly Piece[] = [];
  let fresh: Piece[] = [];
  let waiters: PromiseWithResolvers<Kept>[] = [];
  const hearers: (() => void)[] = [];
  let wake = new AbortController();
  let nFailures = 0;
  let nDropped = 0;
  let isWorking = false;
  let isOver = false;
  let nSentOfSpill = 0;

  const rest = async (ms: number): Promise<void> => {
    wake = new AbortController();
    if (waiters.length === 0) await pause(ms, wake.signal);
  };
  const gather = (): void => {
    queue = queue.length === 0 ? fresh : [...queue, ...fresh];
    fresh = [];
  };
  const sendSpilled = async (): Promise<void> => {
    while (spill.nLetters > 0 && !isOver) {
      let n = 0;
      for await (const letter of readLetters(spill.path)) {
        if (++n <= nSentOfSpill) continue;
        await carry(letter);
        nSentOfSpill = n;
      }
      if (nSentOfSpill < spill.nLetters) continue;
      spill.remove();
      nSentOfSpill = 0;
    }
  };
  const sendAll = async (): Promise<void> => {
    await sendSpilled();
    for (gather(); queue.length > 0 && spill.nLetters === 0 && !isOver; gather()) {
      const pieces = firstLetter(queue);
      await carry(toLetter(pieces));
      queue = queue.slice(pieces.length);
    }
  };
  const keepAll = (): void => {
    gather();
    if (queue.length === 0) return;
    spill.add(toLetters(queue));
    queue = [];
  };
  const settle = (how: (waiter: PromiseWithResolvers<Kept>) => void): void => {
    const settled = waiters;
    waiters = [];
    settled.forEach(how);
  };
  const keepOrFail = (): void => {
    try {
      keepAll();
      settle(({ resolve }) => resolve('spilled'));
    } catch (thrown) {
      if (thrown instanceof AppError) onTrouble(thrown);
      settle(({ reject }) => reject(thrown));
    }
  };
  const makeRoom = (): boolean => {
    try {
      keepAll();
      return true;
    } catch (thrown) {
      nDropped++;
      if (nDropped === 1) onTrouble(noRoom(maxWaiting, thrown));
      return false;
    }
  };
  const work = async (): Promise<void> => {
    isWorking = true;
    if (fresh.length < MAX_PIECES) await rest(waitMs);
    while (!isOver && (queue.length > 0 || fresh.length > 0 || spill.nLetters > 0)) {
      try {
        await sendAll();
        nFailures = 0;
        if (queue.length + fresh.length + spill.nLetters > 0) continue;
        settle(({ resolve }) => resolve('sent'));
        for (const hear of hearers.splice(0)) hear();
      } catch (thrown) {
        if (isOver) break;
        if (nFailures === 0) onTrouble(notReached('What a run logs', thrown));
        keepOrFail();
        await rest(backOffMs(nFailures++, random()));
      }
    }
    isWorking = false;
  };
  return {
    put(piece) {
      if (queue.length + fresh.length >= maxWaiting && !makeRoom()) return;
      fresh.push(piece);
      if (!isWorking) void work();
      else if (fresh.length === MAX_PIECES && nFailures === 0) wake.abort();
    },
    flush() {
      if (queue.length === 0 && fresh.length === 0)
        return Promise.resolve(spill.nLetters === 0 ? 'sent' : 'spilled');
      const waiter = Promise.withResolvers<Kept>();
      waiters.push(waiter);
      wake.abort();
      return waiter.promise;
    },
    spillNow() {
      isOver = true;
      keepAll();
      wake.abort();
    },
    whenSent() {
      if (queue.length + fresh.length + spill.nLetters === 0) return Promise.resolve();
      const { promise, resolve } = Promise.withResolvers<void>();
      hearers.push(resolve);
      return promise;
    },
    get nDropped() {
      return nDropped;
    },
  };
}

/** Doubles from try to try, and lies between a half and the whole of that. */
function backOffMs(attempt: number, chance: number): number {
  const longest = Math.min(LONGEST_BACK_OFF_MS, FIRST_BACK_OFF_MS * 2 ** Math.min(attempt, 20));
  return longest * (0.5 + chance / 2);
}

function noRoom(maxWaiting: number, cause: unknown): AppError {
  return new AppError('MEMORY_EXHAUSTED', {
    message: `At most ${maxWaiting} points may wait in memory while neither server nor disk takes them, got one more: the newest are dropped until there is room.`,
    hint: 'Look whether the server is there and the disk has room.',
    details: { maxWaiting },
    cause,
  });
}
