import { checkEnsemble } from './check-ensemble.ts';
import { forcedSide } from './shrink/forced-side.ts';
import { type Kept, keptTree } from './shrink/kept-tree.ts';
import { usedSets } from './shrink/used-sets.ts';
import type { TreeEnsemble } from './tree-ensemble.ts';

/**
 * The same answers to the last bit from fewer nodes.
 *
 * Left out are nodes whose two sides answer alike, nodes that no row leaves on one of the two sides, what no path
 * reaches, and sets that repeat. Nodes come breadth first. Weights of joined leaves add up.
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @cost O(nodes x depth).
 */
export function shrinkEnsemble(ensemble: TreeEnsemble): TreeEnsemble {
  checkEnsemble(ensemble);
  const nTrees = ensemble.treeOutputs.length;
  const trees: Kept[] = [];
  for (let t = 0; t < nTrees; t++) trees.push(keptTree(ensemble, t, forcedSide));
  const nodes = trees.flatMap((tree) => tree.nodes);
  const leaves = trees.flatMap((tree) => tree.leaves);
  const { columns, flags, nodeWeights } = ensemble;
  return {
    ...ensemble,
    ...usedSets(
      ensemble,
      nodes.map(({ node }) => node),
    ),
    nodeOffsets: offsets(trees.map((tree) => tree.nodes.length)),
    leafOffsets: offsets(trees.map((tree) => tree.leaves.length)),
    columns: Int32Array.from(nodes, ({ node }) => columns[node]),
    flags: Uint8Array.from(nodes, ({ node }) => flags[node]),
    nodeWeights: Float64Array.from(nodes, ({ node }) => nodeWeights[node]),
    lefts: Int32Array.from(nodes, ({ left }) => left),
    rights: Int32Array.from(nodes, ({ right }) => right),
    leafValues: Float64Array.from(leaves, ({ value }) => value),
    leafWeights: Float64Array.from(leaves, ({ weight }) => weight),
  };
}

function offsets(lengths: readonly number[]): Int32Array {
  const all = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    all[i + 1] = all[i] + length;
  });
  return all;
}
