import { NODE, type TreeEnsemble } from '../ensemble/index.ts';
import type { DrawnTree } from './draw-tree.ts';

/** What an ensemble is besides its trees. */
export type EnsembleFrame = Pick<
  TreeEnsemble,
  'nColumns' | 'nOutputs' | 'baseScores' | 'treeOutputs'
>;

/** Lays drawn trees one after the other. */
export function joinTrees(trees: readonly DrawnTree[], frame: EnsembleFrame): TreeEnsemble {
  const nodeOffsets = offsetsOf(trees.map(({ columns }) => columns.length));
  const leafOffsets = offsetsOf(trees.map(({ leafValues }) => leafValues.length));
  const nNodes = nodeOffsets[trees.length];
  const nLeaves = leafOffsets[trees.length];
  const sets = trees.flatMap((tree) => tree.sets);
  const setOffsets = offsetsOf(sets.map((set) => set.length));
  const ensemble: TreeEnsemble = {
    ...frame,
    nodeOffsets,
    leafOffsets,
    columns: new Int32Array(nNodes),
    thresholds: new Float64Array(nNodes),
    lefts: new Int32Array(nNodes),
    rights: new Int32Array(nNodes),
    flags: new Uint8Array(nNodes),
    nodeWeights: new Float64Array(nNodes),
    leafValues: new Float64Array(nLeaves),
    leafWeights: new Float64Array(nLeaves),
    setWords: new Int32Array(setOffsets[sets.length]),
    setOffsets,
  };
  sets.forEach((set, s) => {
    ensemble.setWords.set(set, setOffsets[s]);
  });
  let nSets = 0;
  trees.forEach((tree, t) => {
    const at = nodeOffsets[t];
    ensemble.columns.set(tree.columns, at);
    ensemble.thresholds.set(tree.thresholds, at);
    ensemble.lefts.set(tree.lefts, at);
    ensemble.rights.set(tree.rights, at);
    ensemble.flags.set(tree.flags, at);
    ensemble.nodeWeights.set(tree.nodeWeights, at);
    ensemble.leafValues.set(tree.leafValues, leafOffsets[t]);
    ensemble.leafWeights.set(tree.leafWeights, leafOffsets[t]);
    nSets = shiftSets(ensemble, { from: at, to: nodeOffsets[t + 1], by: nSets, tree });
  });
  return ensemble;
}

interface Shift {
  readonly from: number;
  readonly to: number;
  readonly by: number;
  readonly tree: DrawnTree;
}

/** Sets are counted per tree in a drawing, and over all trees in an ensemble. */
function shiftSets({ thresholds, flags }: TreeEnsemble, { from, to, by, tree }: Shift): number {
  for (let i = from; i < to; i++) if ((flags[i] & NODE.category) !== 0) thresholds[i] += by;
  return by + tree.sets.length;
}

function offsetsOf(lengths: readonly number[]): Int32Array {
  const offsets = new Int32Array(lengths.length + 1);
  lengths.forEach((length, i) => {
    offsets[i + 1] = offsets[i] + length;
  });
  return offsets;
}
