import type { Worker } from 'node:worker_threads';
import type { Row } from '@kaizenml/contracts';
import { startThread } from '../../kit/index.ts';
import type { FunctionReply, FunctionRequest, FunctionStart } from './function-messages.ts';

/** What became of a call. */
export type Called =
  | { readonly kind: 'answered'; readonly answers: unknown }
  | { readonly kind: 'failed'; readonly reason: string }
  | { readonly kind: 'timeout' };

/** What became of opening. */
export type Opened =
  | { readonly kind: 'open'; readonly declared: unknown }
  | { readonly kind: 'refused'; readonly reason: string };

/** A function on a thread of its own, which is started again where a call ended it. */
export interface FunctionThread {
  /** Starts the thread, unless it runs. */
  open(): Promise<Opened>;
  /** Calls the function; calls must not overlap. Behind a timeout the thread is gone; a call whose thread ends under it is made once more, on another. */
  call(rows: readonly Row[]): Promise<Called>;
  close(): Promise<void>;
}

/** Time in which a module must be there, milliseconds. */
const OPEN_MS = 10_000;
/** Memory of a function, MiB. */
const MEMORY_MB = 512;

export function createFunctionThread(start: FunctionStart): FunctionThread {
  let running: { readonly worker: Worker; readonly opened: Opened } | undefined;
  let nextId = 0;

  const begin = async (): Promise<Opened> => {
    const worker = startThread(threadUrl(), {
      workerData: start,
      resourceLimits: { maxOldGenerationSizeMb: MEMORY_MB },
      stdout: true,
    });
    worker.stdout.on('data', (written: Buffer) => process.stderr.write(written));
    const reply = await firstReply(worker, { withinMs: OPEN_MS });
    if (reply.kind === 'open') {
      running = { worker, opened: reply };
      worker.unref();
      // What fails between two calls, such as a timer, must not end the process: the thread then ends, and the next call starts another.
      worker.on('error', () => undefined);
      worker.once('exit', () => {
        if (running?.worker === worker) running = undefined;
      });
      return reply;
    }
    await worker.terminate();
    return { kind: 'refused', reason: reasonOf(reply) };
  };
  const end = async (): Promise<void> => {
    const worker = running?.worker;
    running = undefined;
    await worker?.terminate();
  };

  const callOnce = async (rows: readonly Row[]): Promise<Reply> => {
    const opened = running?.opened ?? (await begin());
    if (opened.kind === 'refused') return opened;
    const { worker } = running as { readonly worker: Worker };
    const request: FunctionRequest = { id: nextId++, rows };
    const answered = firstReply(worker, { withinMs: start.timeoutMs });
    worker.ref();
    worker.postMessage(request);
    const reply = await answered;
    worker.unref();
    if (reply.kind === 'timeout') await end();
    if (reply.kind === 'ended' && running?.worker === worker) running = undefined;
    return reply;
  };

  return {
    open: async () => running?.opened ?? (await begin()),
    async call(rows) {
      const reply = await callOnce(rows);
      // What a call before this one left behind may have ended the thread: this one has a thread of its own to say so itself.
      const told = reply.kind === 'ended' ? await callOnce(rows) : reply;
      if (told.kind === 'answered' || told.kind === 'timeout') return told;
      return { kind: 'failed', reason: reasonOf(told) };
    },
    close: end,
  };
}

/** What a thread says, or how it did not: `ended` is a thread that is gone. */
type Reply =
  | FunctionReply
  | { readonly kind: 'timeout' }
  | { readonly kind: 'ended'; readonly reason: string };

function reasonOf(reply: Reply): string {
  if (reply.kind === 'timeout') return `it was not there within ${OPEN_MS} ms`;
  return 'reason' in reply ? reply.reason : `it said "${reply.kind}" out of turn`;
}

/** The next thing that a thread says, or how it ended. */
function firstReply(worker: Worker, { withinMs }: { readonly withinMs: number }): Promise<Reply> {
  return new Promise((resolve) => {
    const settle = (reply: Reply) => {
      clearTimeout(timer);
      worker.off('message', settle).off('error', broke).off('exit', ended);
      resolve(reply);
    };
    const broke = (error: Error) => settle({ kind: 'ended', reason: error.message });
    const ended = (code: number) =>
      settle({ kind: 'ended', reason: `its thread ended with code ${code}` });
    const timer = setTimeout(() => settle({ kind: 'timeout' }), withinMs);
    worker.on('message', settle).on('error', broke).on('exit', ended);
  });
}

function threadUrl(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./function-thread.ts', import.meta.url)
    : new URL('./function-thread.js', import.meta.url);
}
