import type { Tensors } from '../tensor.ts';

/** What the thread of a session is started with. */
export interface SessionStart {
  /** Path of the model file, or its content. */
  readonly source: string | Uint8Array;
  /** Threads that one operator may use. */
  readonly threads: number;
}

/** What a session is asked. */
export type SessionRequest =
  | {
      readonly kind: 'run';
      readonly id: number;
      readonly tensors: Tensors;
      readonly wanted: readonly string[];
    }
  | { readonly kind: 'close' };

/** What a session says: that it is open, or an answer; failures as their sentence. */
export type SessionReply =
  | { readonly kind: 'open' }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'answered'; readonly id: number; readonly tensors: Tensors }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };
