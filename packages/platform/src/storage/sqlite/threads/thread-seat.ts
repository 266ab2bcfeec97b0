import { once } from 'node:events';
import type { Worker } from 'node:worker_threads';
import { invariant } from '@kaizenml/contracts';
import { type Clock, startThread } from '../../../kit/index.ts';
import type { TrackingCall } from '../../tracking/index.ts';
import { type AnsweredCall, fromFailed, type ToThread, type TrackingSeat } from './messages.ts';

interface Waiting {
  readonly resolve: (given: unknown) => void;
  readonly reject: (thrown: unknown) => void;
}

/** A thread that is there while it is needed. */
export interface ThreadSeat {
  readonly ask: (call: TrackingCall) => Promise<unknown>;
  readonly close: () => Promise<void>;
}

/** Keeps a thread that starts with the first call, and anew after it has broken. It keeps no process alive while nothing is asked. */
export function createThreadSeat(
  seat: TrackingSeat,
  { clock, nextId }: { readonly clock: Clock; readonly nextId: () => string },
): ThreadSeat {
  let thread: Worker | undefined;
  let isClosed = false;
  let lastId = 0;
  const waiting = new Map<number, Waiting>();
  const fail = (thrown: unknown) => {
    thread = undefined;
    for (const { reject } of waiting.values()) reject(thrown);
    waiting.clear();
  };
  const start = (): Worker => {
    const started = startThread(threadUrl(), { workerData: seat });
    started.on('message', (answers: readonly AnsweredCall[]) => {
      for (const answer of answers) {
        const one = waiting.get(answer.id);
        waiting.delete(answer.id);
        if ('failed' in answer) one?.reject(fromFailed(answer.failed));
        else one?.resolve(answer.given);
      }
      if (waiting.size === 0) started.unref();
    });
    started.on('error', fail);
    started.on('exit', (code) => {
      if (waiting.size > 0) fail(new Error(`the thread of the store ended with code ${code}`));
      thread = undefined;
    });
    return started;
  };
  const post = (to: Worker, message: ToThread) => to.postMessage(message);
  return {
    async ask(call) {
      invariant(!isClosed, 'a closed store is asked nothing');
      thread ??= start();
      const asked = thread;
      lastId += 1;
      const id = lastId;
      return new Promise((resolve, reject) => {
        waiting.set(id, { resolve, reject });
        asked.ref();
        post(asked, { id, call, nowMs: clock.now(), freshId: nextId() });
      });
    },
    async close() {
      isClosed = true;
      if (thread === undefined) return;
      const closing = thread;
      closing.ref();
      const exited = once(closing, 'exit');
      post(closing, 'close');
      await exited;
    },
  };
}

function threadUrl(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./tracking-thread.ts', import.meta.url)
    : new URL('./tracking-thread.js', import.meta.url);
}
