import { NODE, type TreeEnsemble } from './tree-ensemble.ts';

/**
 * The first trees of an ensemble, all of them when there are fewer: its answers are those of `staged` after so many.
 *
 * @cost O(nodes kept).
 */
export function truncateEnsemble(ensemble: TreeEnsemble, nTrees: number): TreeEnsemble {
  const kept = Math.min(Math.max(0, nTrees), ensemble.treeOutputs.length);
  const nNodes = ensemble.nodeOffsets[kept];
  const nLeaves = ensemble.leafOffsets[kept];
  const nSets = setsUsed(ensemble, nNodes);
  return {
    ...ensemble,
    treeOutputs: ensemble.treeOutputs.slice(0, kept),
    nodeOffsets: ensemble.nodeOffsets.slice(0, kept + 1),
    leafOffsets: ensemble.leafOffsets.slice(0, kept + 1),
    columns: ensemble.columns.slice(0, nNodes),
    thresholds: ensemble.thresholds.slice(0, nNodes),
    lefts: ensemble.lefts.slice(0, nNodes),
    rights: ensemble.rights.slice(0, nNodes),
    flags: ensemble.flags.slice(0, nNodes),
    nodeWeights: ensemble.nodeWeights.slice(0, nNodes),
    leafValues: ensemble.leafValues.slice(0, nLeaves),
    leafWeights: ensemble.leafWeights.slice(0, nLeaves),
    setWords: ensemble.setWords.slice(0, ensemble.setOffsets[nSets]),
    setOffsets: ensemble.setOffsets.slice(0, nSets + 1),
  };
}

/** One more than the last set that the first nodes name. */
function setsUsed({ flags, thresholds }: TreeEnsemble, nNodes: number): number {
  let nSets = 0;
  for (let node = 0; node < nNodes; node++)
    if ((flags[node] & NODE.category) !== 0) nSets = Math.max(nSets, thresholds[node] + 1);
  return nSets;
}
