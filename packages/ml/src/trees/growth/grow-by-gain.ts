import type { DraftTree } from './draft-tree.ts';
import { emptyTree, finishTree, type Leaf, rootLeaf, splitLeaf } from './growing-leaf.ts';
import type { GrowthOptions } from './growth-options.ts';
import type { GrowthParts, GrowthStart } from './growth-parts.ts';
import { close, fillHistograms, hasHistogram } from './leaf-histograms.ts';
import { nodeChoices } from './node-choices.ts';

/** Splits one leaf after the other: the one that gains most, of all or of the shallowest. */
export function growByGain(parts: GrowthParts, start: GrowthStart): DraftTree {
  const { options, search, pool } = parts;
  const choose = nodeChoices(parts.table, options, start);
  const tree = emptyTree();
  const findSplits = (leaves: readonly Leaf[]): void => {
    const open = leaves.filter(hasHistogram);
    if (open.length === 0) return;
    const nodes = open.map(({ histogram, count, g, h, lowest, highest, path }) => {
      const { allowed, onlyCuts } = choose(path);
      return { histogram, count, g, h, lowest, highest, allowed, onlyCuts };
    });
    search.search(nodes, start.units).forEach((split, k) => {
      open[k].split = split;
      if (split === undefined) close(open[k], pool);
    });
  };
  const leaves = [rootLeaf(parts, start)];
  findSplits(leaves);
  while (leaves.length < options.maxLeaves) {
    const at = nextLeaf(leaves, options.order);
    const leaf = leaves[at];
    if (leaf?.split === undefined) break;
    const children = splitLeaf(parts, tree, leaf, leaf.split, start.units);
    leaves.splice(at, 1, ...children);
    if (leaves.length < options.maxLeaves) {
      fillHistograms(parts, leaf.histogram, children, leaves);
      findSplits(children);
    }
  }
  return finishTree(tree, leaves);
}

/** The leaf to split next: the most gaining one, or the shallowest one first; -1 when none can be split. */
function nextLeaf(leaves: readonly Leaf[], order: GrowthOptions['order']): number {
  let best = -1;
  for (let k = 0; k < leaves.length; k++) {
    const { split, depth } = leaves[k];
    if (split === undefined) continue;
    const held = best < 0 ? undefined : leaves[best];
    if (held?.split === undefined) best = k;
    else if (order === 'depth-wise' && depth !== held.depth) {
      if (depth < held.depth) best = k;
    } else if (split.gain > held.split.gain) best = k;
  }
  return best;
}
