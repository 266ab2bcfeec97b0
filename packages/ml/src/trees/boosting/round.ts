import type { GrownTree } from './to-ensemble.ts';

/** One round of boosting: a tree per output. */
export interface Round {
  readonly trees: readonly GrownTree[];
}
