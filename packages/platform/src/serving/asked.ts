import type { Row } from '@kaizenml/contracts';
import type { DoubtsAsked } from './door/index.ts';
import type { Target } from './targets.ts';

/** A request on its way to an answer. */
export interface Asked {
  readonly requestId: string;
  readonly rows: readonly Row[];
  readonly entity: string | undefined;
  readonly target: Target;
  /** What the caller said about the request, by names in lower case. */
  readonly headers?: RequestHeaders | undefined;
  /** What it wants to know of how far to trust its answers. */
  readonly doubts: DoubtsAsked;
}

/** Headers of HTTP, or the metadata of gRPC. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;
