import type { Signature } from '@kaizenml/contracts';
import type { TransformGraph } from '../preprocess/index.ts';

/** Everything that answering needs: what comes in, how it is prepared, and what was learned. */
export interface FittedModel {
  readonly signature: Signature;
  readonly graph: TransformGraph;
  readonly estimator: {
    readonly name: string;
    readonly params: Readonly<Record<string, unknown>>;
    readonly state: unknown;
  };
}
