import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { AppError, type ErrorCode } from '@kaizenml/contracts';
import type { Piece } from '../../datasets/index.ts';
import { startThread } from '../../kit/index.ts';
import type { AnsweredPiece } from '../answer-piece.ts';
import type { AnswerSeat } from './answer-thread.ts';

/** Threads that answer pieces. */
export interface Answerers {
  /** Pieces that may be under way at once without waiting for each other. */
  readonly nThreads: number;
  /**
   * Answers a piece, whose bytes go to a thread and are gone here until they come back with the answer.
   *
   * @param spare Memory for what is written.
   */
  readonly answer: (piece: Piece, spare?: ArrayBuffer) => Promise<AnsweredPiece>;
  readonly close: () => Promise<void>;
}

interface Waiting {
  readonly piece: Piece;
  readonly spare: ArrayBuffer | undefined;
  readonly resolve: (answered: AnsweredPiece) => void;
  readonly reject: (thrown: unknown) => void;
}

/** A thread leaves little behind per piece besides numbers, whose memory comes back only when young objects are looked at. */
const YOUNG_MB = 6;

/** Starts threads that answer one piece each at a time, in the order in which they are asked. */
export function openAnswerers(seat: AnswerSeat, nThreads: number): Answerers {
  const waiting: Waiting[] = [];
  const free: Worker[] = [];
  const threads = Array.from({ length: nThreads }, () =>
    startThread(threadUrl(), {
      workerData: seat,
      resourceLimits: { maxYoungGenerationSizeMb: YOUNG_MB },
    }),
  );
  const asked = new Map<Worker, Waiting>();
  const next = (): void => {
    while (free.length > 0 && waiting.length > 0) {
      const [thread, job] = [free.pop() as Worker, waiting.shift() as Waiting];
      asked.set(thread, job);
      const { piece, spare } = job;
      const given = spare === undefined ? [] : [spare];
      thread.postMessage({ piece, spare }, [...buffersOf(piece), ...given]);
    }
  };
  for (const thread of threads) {
    free.push(thread);
    thread.on('message', (message: ThreadMessage) => {
      const job = asked.get(thread);
      asked.delete(thread);
      free.push(thread);
      if ('answered' in message) job?.resolve(message.answered);
      else job?.reject(fromMessage(message.failed));
      next();
    });
    thread.on('error', (thrown) => {
      for (const job of [asked.get(thread), ...waiting.splice(0)]) job?.reject(thrown);
    });
  }
  return {
    nThreads,
    answer: (piece, spare) =>
      new Promise((resolve, reject) => {
        waiting.push({ piece, spare, resolve, reject });
        next();
      }),
    async close() {
      await Promise.all(
        threads.map(async (thread) => {
          const exited = once(thread, 'exit');
          await thread.terminate();
          await exited;
        }),
      );
    },
  };
}

type ThreadMessage = { readonly answered: AnsweredPiece } | { readonly failed: FailedMessage };

interface FailedMessage {
  readonly message: string;
  readonly stack?: string;
  readonly code?: ErrorCode;
  readonly hint?: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

function fromMessage({ message, stack, code, hint, details }: FailedMessage): Error {
  if (code !== undefined && hint !== undefined)
    return new AppError(code, { message, hint, details: details ?? {} });
  const error = new Error(message);
  if (stack !== undefined) error.stack = stack;
  return error;
}

function buffersOf(piece: Piece): ArrayBuffer[] {
  if (piece.kind === 'text') return [piece.bytes.buffer];
  return piece.columns.map(
    ([, column]) =>
      (column.layout === 'texts' ? column.codes : column.values).buffer as ArrayBuffer,
  );
}

function threadUrl(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./answer-thread.ts', import.meta.url)
    : new URL('./answer-thread.js', import.meta.url);
}
