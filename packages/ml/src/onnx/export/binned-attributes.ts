import { type BinnedTrees, NODE_SIZE, outputsOf } from '../../trees/index.ts';
import type { Attribute } from './encode.ts';

const AT_MOST = 0;
const [SUM, NONE] = [1, 0];

/**
 * The attributes of the operator `TreeEnsemble` for the sum of the trees of a forest, in double precision.
 *
 * A leaf of the operator adds to one output: where leaves hold a share per class, each tree is written once per class.
 *
 * @source https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsemble.html
 */
export function binnedAttributes(trees: BinnedTrees): Readonly<Record<string, Attribute>> {
  const { roots, nodes, leaves, cutValues, cutOffsets } = trees;
  const nOutputs = outputsOf(trees);
  const leafWeights: number[] = [];
  const leafTargets: number[] = [];
  const written: { column: number; cut: number; next: number[]; areLeaves: number[] }[] = [];
  const treeRoots: number[] = [];
  const leafOf = (leaf: number, output: number): number => {
    leafTargets.push(output);
    return leafWeights.push(leaves[leaf * nOutputs + output]) - 1;
  };
  const write = (root: number, output: number): void => {
    treeRoots.push(written.length);
    if (root < 0) {
      const leaf = leafOf(~root, output);
      written.push({ column: 0, cut: 0, next: [leaf, leaf], areLeaves: [1, 1] });
      return;
    }
    const placeOf = new Map<number, number>();
    const waiting = [root];
    const place = (at: number): number => {
      const known = placeOf.get(at);
      if (known !== undefined) return known;
      placeOf.set(at, written.length);
      written.push({ column: 0, cut: 0, next: [], areLeaves: [] });
      return written.length - 1;
    };
    place(root);
    for (let at = waiting.pop(); at !== undefined; at = waiting.pop()) {
      const [question, ...follows] = nodes.subarray(at * NODE_SIZE, (at + 1) * NODE_SIZE);
      const column = question >> 8;
      const own = written[place(at)];
      own.column = column;
      own.cut = cutValues[cutOffsets[column] + (question & 255)];
      for (const next of follows) {
        own.areLeaves.push(next < 0 ? 1 : 0);
        own.next.push(next < 0 ? leafOf(~next, output) : place(next));
        if (next >= 0) waiting.push(next);
      }
    }
  };
  for (const root of roots) for (let output = 0; output < nOutputs; output++) write(root, output);
  return {
    n_targets: nOutputs,
    aggregate_function: SUM,
    post_transform: NONE,
    tree_roots: treeRoots,
    nodes_featureids: written.map(({ column }) => column),
    nodes_modes: { type: 'uint8', values: written.map(() => AT_MOST) },
    nodes_splits: { type: 'double', values: written.map(({ cut }) => cut) },
    nodes_missing_value_tracks_true: written.map(() => 0),
    nodes_truenodeids: written.map(({ next: [yes] }) => yes),
    nodes_trueleafs: written.map(({ areLeaves: [yes] }) => yes),
    nodes_falsenodeids: written.map(({ next: [, no] }) => no),
    nodes_falseleafs: written.map(({ areLeaves: [, no] }) => no),
    leaf_weights: { type: 'double', values: leafWeights },
    leaf_targetids: leafTargets,
  };
}
