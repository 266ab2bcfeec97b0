import type { Row } from '@kaizenml/contracts';
import type { Target } from './targets.ts';

/** A request on its way to an answer. */
export interface Asked {
  readonly requestId: string;
  readonly rows: readonly Row[];
  readonly entity: string | undefined;
  readonly target: Target;
}
