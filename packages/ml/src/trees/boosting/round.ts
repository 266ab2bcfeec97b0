import type { GrownTree } from './to-ensemble.ts';
import type { WalkedTree } from './walked-tree.ts';

/** One round of boosting: a tree per output. */
export interface Round {
  readonly trees: readonly PlacedTree[];
}

/** A grown tree in both of its forms; their leaves have the same answers. */
export interface PlacedTree extends GrownTree {
  readonly walked: WalkedTree;
}
