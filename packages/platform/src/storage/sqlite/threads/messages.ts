import { AppError, type ErrorCode } from '@kaizenml/contracts';
import type { TrackingCall } from '../../tracking/index.ts';

/** What a thread is started with. */
export interface TrackingSeat {
  readonly path: string;
  readonly role: 'read' | 'write';
}

/** One call for a thread. Time and chance are those of the process, so that whoever opened the store may hold them still. */
export interface AskedCall {
  readonly id: number;
  readonly call: TrackingCall;
  readonly nowMs: number;
  readonly freshId: string;
}

/** What is sent to a thread; `close` once everything before it is done. */
export type ToThread = AskedCall | 'close';

/** What came of a call. */
export type AnsweredCall =
  | { readonly id: number; readonly given: unknown }
  | { readonly id: number; readonly failed: FailedCall };

interface FailedCall {
  readonly message: string;
  readonly stack?: string | undefined;
  readonly code?: ErrorCode | undefined;
  readonly hint?: string | undefined;
  readonly details?: Readonly<Record<string, unknown>> | undefined;
}

/** A failure as what crosses to another thread. */
export function toFailed(thrown: unknown): FailedCall {
  if (!(thrown instanceof Error)) return { message: String(thrown) };
  const { message, stack } = thrown;
  if (!(thrown instanceof AppError)) return { message, stack };
  const { code, hint, details } = thrown;
  return { message, stack, code, hint, details };
}

/** The failure of another thread. */
export function fromFailed({ message, stack, code, hint, details }: FailedCall): Error {
  const error =
    code === undefined
      ? new Error(message)
      : new AppError(code, {
          message,
          ...(hint === undefined ? {} : { hint }),
          ...(details === undefined ? {} : { details }),
        });
  if (stack !== undefined) error.stack = stack;
  return error;
}
