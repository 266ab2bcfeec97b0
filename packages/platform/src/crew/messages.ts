import { AppError, type ErrorCode, toAppError } from '@kaizenml/contracts';
import type { Asked } from './crew.ts';

/** A failure on its way between processes. */
export interface SentFailure {
  readonly code: ErrorCode;
  readonly message: string;
  readonly hint: string | undefined;
  readonly details: Readonly<Record<string, unknown>>;
}

/** What a worker that can be asked for rows says of its server. */
export interface Listening {
  readonly url: string;
  readonly isClosed: boolean;
}

/** What somebody answered, or that they have nothing to say of the topic. */
export type SentAnswer =
  | { readonly said: unknown }
  | { readonly failed: SentFailure }
  | { readonly isSilent: true };

/** What a worker says to who watches over it. */
export type FromWorker =
  /** It can be asked from now on. */
  | { readonly kind: 'joined' }
  /** Its models are warm. */
  | { readonly kind: 'prepared' }
  | { readonly kind: 'up'; readonly listening: Listening }
  /** It cannot serve, and waits to be ended. */
  | { readonly kind: 'failed'; readonly failure: SentFailure }
  | {
      readonly kind: 'ask';
      readonly id: number;
      readonly topic: string;
      readonly about: unknown;
      readonly of: Asked;
      readonly timeoutMs: number;
    }
  | { readonly kind: 'answer'; readonly question: number; readonly answer: SentAnswer };

/** What who watches says to a worker. */
export type ToWorker =
  /** All workers are prepared: it may call itself ready. */
  | { readonly kind: 'serve' }
  | { readonly kind: 'drain' }
  | {
      readonly kind: 'question';
      readonly question: number;
      readonly topic: string;
      readonly about: unknown;
    }
  | {
      readonly kind: 'answers';
      readonly id: number;
      readonly answers: readonly unknown[];
      readonly failure?: SentFailure | undefined;
    };

export function toSent(thrown: unknown): SentFailure {
  const { code, message, hint, details } = toAppError(thrown);
  return { code, message, hint, details };
}

export function fromSent({ code, message, hint, details }: SentFailure): AppError {
  return new AppError(code, { message, details, ...(hint === undefined ? {} : { hint }) });
}
