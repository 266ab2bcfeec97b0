import type { DraftTree } from './draft-tree.ts';
import { emptyTree, finishTree, type Leaf, rootLeaf, splitLeaf } from './growing-leaf.ts';
import type { GrowthParts, GrowthStart } from './growth-parts.ts';
import { buildChildren } from './leaf-histograms.ts';
import type { LevelSplits } from './level-splits.ts';
import { nodeChoices } from './node-choices.ts';

/**
 * Asks all leaves of a level the same question, the one that saves most in all of them together.
 *
 * Such a tree has 2^depth leaves, some of them perhaps empty, and answers fastest.
 *
 * @source Prokhorenkova et al. (2018), "CatBoost: unbiased boosting with categorical features", section 2;
 * Langley & Sage (1994), oblivious decision trees.
 */
export function growSymmetric(
  parts: GrowthParts,
  common: LevelSplits,
  start: GrowthStart,
): DraftTree {
  const { options } = parts;
  const choose = nodeChoices(parts.table, options, start);
  const tree = emptyTree();
  const depth = Math.min(options.maxDepth, Math.ceil(Math.log2(options.maxLeaves)));
  let leaves: Leaf[] = [rootLeaf(parts, start)];
  for (let level = 0; level < depth; level++) {
    const splits = common.find(leaves, start, choose(leaves[0].path));
    if (splits === undefined) break;
    leaves = leaves.flatMap((leaf, k) => {
      const children = splitLeaf(parts, tree, leaf, splits[k], start.units);
      if (level + 1 < depth) buildChildren(parts, leaf, children);
      return children;
    });
  }
  return finishTree(tree, leaves);
}
