import type { Row } from '@kaizenml/contracts';

/** What the thread of a function is started with. */
export interface FunctionStart {
  /** `file:` address of the module. */
  readonly url: string;
  readonly timeoutMs: number;
}

/** Rows that want answers. */
export interface FunctionRequest {
  readonly id: number;
  readonly rows: readonly Row[];
}

/** What a thread says: what its module declares, or answers; failures as their sentence. */
export type FunctionReply =
  | { readonly kind: 'open'; readonly declared: unknown }
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'answered'; readonly id: number; readonly answers: unknown }
  | { readonly kind: 'failed'; readonly id: number; readonly reason: string };
