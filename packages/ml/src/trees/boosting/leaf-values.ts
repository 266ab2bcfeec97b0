import type { DraftTree } from '../growth/draft-tree.ts';
import type { Units } from '../growth/split-search.ts';

/** What the answers of leaves depend on. */
export interface LeafRule {
  readonly units: Units;
  readonly l1: number;
  readonly l2: number;
  /** Multiplies every answer. */
  readonly shrinkage: number;
  /** The best constant for the rows of a leaf, where the objective has a better one than the Newton step. */
  readonly renew?: (start: number, end: number) => number;
}

/**
 * Gives every leaf its answer: the Newton step -G / (H + l2), G softened by l1, within the leaf's bounds.
 *
 * @source Chen & Guestrin (2016), "XGBoost: A Scalable Tree Boosting System", equation 5.
 */
export function fillLeaves(tree: DraftTree, { units, l1, l2, shrinkage, renew }: LeafRule): void {
  for (const leaf of tree.leaves) {
    const g = leaf.g / units.g;
    const h = leaf.h / units.h;
    const soft = g > l1 ? g - l1 : g < -l1 ? g + l1 : 0;
    const step = renew
      ? renew(leaf.start, leaf.start + leaf.count)
      : h + l2 > 0
        ? -soft / (h + l2)
        : 0;
    const perUnit = units.h / units.g;
    const bounded = Math.min(leaf.highest * perUnit, Math.max(leaf.lowest * perUnit, step));
    leaf.value = bounded * shrinkage;
  }
}
