import type { KeyScope } from '../../keys/index.ts';
import type { Message } from './message.ts';

/** What is known of a request beside what it says. */
export interface MlflowAsked {
  /** Length of its body. */
  readonly nBytes: number;
  /** Who asks, as `whoAsks` tells it; null where the server asks nobody for a key. */
  readonly who: string | null;
}

/** One call of the protocol: where it is asked for, what is needed for it, and how it is answered. */
export interface MlflowCall {
  readonly verb: 'GET' | 'POST' | 'PATCH' | 'DELETE';
  /** Below the prefix, such as `runs/create` or `logged-models/:model_id`; parts of it are fields of the message. */
  readonly path: string;
  /** The version of the protocol in its address. Default 2. */
  readonly version?: 3;
  readonly needs: KeyScope;
  /** Of an account the role is needed everywhere. Default: where the ports of the stores ask for it. */
  readonly at?: 'everywhere';
  /** Fields of a query that may be there several times. */
  readonly lists?: readonly string[];
  /** Largest body, bytes. Default: that of the server. */
  readonly mostBytes?: number;
  /** What is told, or the bytes of it as JSON. */
  answer(message: Message, asked: MlflowAsked): Promise<object | Buffer>;
}

/** The answer to what has nothing to tell. */
export const NOTHING_TO_TELL: object = Object.freeze({});
