import { AppError } from '@kaizenml/contracts';
import { startThread } from '../../kit/index.ts';
import type { Tensors } from '../tensor.ts';
import type { SessionReply, SessionRequest, SessionStart } from './session-messages.ts';
import { toTransfer } from './transfer.ts';

/** A session on a thread of its own. */
export interface Session {
  /** @throws MODEL_RUN_FAILED; the reason of the signal */
  run(call: SessionCall, signal: AbortSignal | undefined): Promise<Tensors>;
  /** Answers what has been asked, then ends the thread. */
  close(): Promise<void>;
}

export interface SessionCall {
  readonly tensors: Tensors;
  readonly wanted: readonly string[];
}

interface Waiting extends SessionCall {
  readonly id: number;
  readonly memory: ArrayBuffer[];
  resolve(tensors: Tensors): void;
  reject(reason: unknown): void;
}

/** Calls that the thread holds: the one that it computes and one to go on with. The others can still be given up. */
const MOST_HELD = 2;

/**
 * Starts the thread of a session.
 *
 * @param file Name of the model file, for sentences.
 * @throws MODEL_ARTIFACT_INVALID where the runtime refuses the model
 */
export async function openSession(start: SessionStart, file: string): Promise<Session> {
  const worker = startThread(threadUrl(), { workerData: start });
  const waiting: Waiting[] = [];
  const held = new Map<number, Waiting>();
  const exited = new Promise<void>((resolve) => worker.once('exit', () => resolve()));
  let nextId = 0;
  let ended: AppError | undefined;
  const idle = Promise.withResolvers<void>();

  const advance = () => {
    while (held.size < MOST_HELD) {
      const call = waiting.shift();
      if (call === undefined) break;
      held.set(call.id, call);
      const { id, tensors, wanted, memory } = call;
      worker.postMessage({ kind: 'run', id, tensors, wanted } satisfies SessionRequest, memory);
    }
    if (held.size > 0) {
      worker.ref();
      return;
    }
    worker.unref();
    if (ended !== undefined) idle.resolve();
  };
  const settle = (reply: SessionReply) => {
    if (reply.kind !== 'answered' && reply.kind !== 'failed') return;
    const call = held.get(reply.id);
    held.delete(reply.id);
    if (reply.kind === 'answered') call?.resolve(reply.tensors);
    else call?.reject(runFailed(file, reply.reason));
    advance();
  };
  const end = (reason: AppError) => {
    ended ??= reason;
    for (const call of [...held.values(), ...waiting.splice(0)]) call.reject(ended);
    held.clear();
    idle.resolve();
  };

  await new Promise<void>((resolve, reject) => {
    worker.on('message', (reply: SessionReply) => {
      if (reply.kind === 'open') resolve();
      else if (reply.kind === 'refused') reject(refused(file, reply.reason));
      else settle(reply);
    });
    worker.once('error', (error) => {
      reject(refused(file, error.message));
      end(runFailed(file, error.message));
    });
    void exited.then(() => end(runFailed(file, 'its thread has ended')));
  }).catch(async (reason: unknown) => {
    await worker.terminate();
    throw reason;
  });
  worker.unref();

  return {
    run: ({ tensors: given, wanted }, signal) =>
      new Promise<Tensors>((resolve, reject) => {
        if (ended !== undefined) {
          reject(ended);
          return;
        }
        const { tensors, memory } = toTransfer(given);
        const settled = new AbortController();
        const call: Waiting = {
          ...{ id: nextId++, tensors, wanted, memory },
          resolve(made) {
            settled.abort();
            resolve(made);
          },
          reject(reason) {
            settled.abort();
            reject(reason);
          },
        };
        waiting.push(call);
        const giveUp = () => {
          const place = waiting.indexOf(call);
          if (place >= 0) waiting.splice(place, 1);
          call.reject(signal?.reason);
        };
        signal?.addEventListener('abort', giveUp, { once: true, signal: settled.signal });
        advance();
      }),
    async close() {
      ended ??= runFailed(file, 'it is closed');
      advance();
      await idle.promise;
      // Nothing else may keep the process until the thread has ended.
      worker.ref();
      worker.postMessage({ kind: 'close' } satisfies SessionRequest);
      await exited;
    },
  };
}

function refused(file: string, reason: string): AppError {
  return new AppError('MODEL_ARTIFACT_INVALID', {
    message: `${file} must be a model that ONNX Runtime can open, got "${shorten(reason)}".`,
    hint: 'Check it in Python with `onnx.checker.check_model`, or export it with an older operator set.',
    details: { file, reason },
  });
}

function runFailed(file: string, reason: string): AppError {
  return new AppError('MODEL_RUN_FAILED', {
    message: `The model ${file} could not compute an answer: ${shorten(reason)}.`,
    hint: 'Check the values against those that it was trained with.',
    details: { file, reason },
  });
}

/** A reason on one line, without the full stop. */
function shorten(reason: string): string {
  const line = reason.replaceAll(/\s+/g, ' ').trim().replace(/\.$/, '');
  return line.length > 300 ? `${line.slice(0, 299)}…` : line;
}

function threadUrl(): URL {
  return import.meta.url.endsWith('.ts')
    ? new URL('./session-thread.ts', import.meta.url)
    : new URL('./session-thread.js', import.meta.url);
}
