import { hasLevel, NODE, type TreeEnsemble } from '../../trees/index.ts';
import type { Attribute } from './encode.ts';
import { notExpressible } from './not-expressible.ts';

/** Ways to ask a column, as `TreeEnsemble` of ai.onnx.ml numbers them. */
const MODE = { atMost: 0, member: 6 } as const;
/** Sum of the leaves; nothing done to it. */
const [SUM, NONE] = [1, 0];

/**
 * The attributes of the operator `TreeEnsemble` for an ensemble, in double precision.
 *
 * Each base score is a tree of its own before all others, so that sums begin with it as ours do.
 *
 * @param isLevel Whether a column holds places of levels: whole numbers from -1 on.
 * @throws MODEL_NOT_EXPORTABLE for nodes that take 0 for a missing value, and sets of levels of a column of numbers
 * @source https://onnx.ai/onnx/operators/onnx_aionnxml_TreeEnsemble.html
 */
export function treeAttributes(
  ensemble: TreeEnsemble,
  isLevel: (column: number) => boolean,
): Readonly<Record<string, Attribute>> {
  const { nOutputs, baseScores, treeOutputs, nodeOffsets, leafOffsets, leafValues } = ensemble;
  const roots: number[] = [];
  const nodes: AskedNode[] = [];
  const leafWeights: number[] = [];
  const leafTargets: number[] = [];
  const members: number[] = [];
  const addLeaf = (weight: number, target: number): number => {
    leafWeights.push(weight);
    leafTargets.push(target);
    return leafWeights.length - 1;
  };
  const addConstant = (weight: number, target: number): void => {
    const leaf = addLeaf(weight, target);
    roots.push(nodes.length);
    nodes.push({ ...ALWAYS, yes: leaf, no: leaf, isYesLeaf: 1, isNoLeaf: 1 });
  };
  for (let k = 0; k < nOutputs; k++) addConstant(baseScores[k], k);
  for (let t = 0; t < treeOutputs.length; t++) {
    const [first, end] = [nodeOffsets[t], nodeOffsets[t + 1]];
    if (first === end) {
      addConstant(leafValues[leafOffsets[t]], treeOutputs[t]);
      continue;
    }
    const offset = nodes.length;
    const firstLeaf = leafWeights.length;
    for (let leaf = leafOffsets[t]; leaf < leafOffsets[t + 1]; leaf++)
      addLeaf(leafValues[leaf], treeOutputs[t]);
    roots.push(offset);
    const place = (child: number) => (child < 0 ? firstLeaf + ~child : offset + child);
    for (let i = first; i < end; i++) {
      const question = askOf(ensemble, i, isLevel);
      if (question.levels) members.push(...question.levels, Number.NaN);
      const [left, right] = [ensemble.lefts[i], ensemble.rights[i]];
      nodes.push({
        ...question,
        ...{ yes: place(left), no: place(right) },
        ...{ isYesLeaf: left < 0 ? 1 : 0, isNoLeaf: right < 0 ? 1 : 0 },
      });
    }
  }
  return {
    n_targets: nOutputs,
    aggregate_function: SUM,
    post_transform: NONE,
    tree_roots: roots,
    nodes_featureids: nodes.map(({ column }) => column),
    nodes_modes: { type: 'uint8', values: nodes.map(({ mode }) => mode) },
    nodes_splits: { type: 'double', values: nodes.map(({ threshold }) => threshold) },
    nodes_missing_value_tracks_true: nodes.map(({ missingYes }) => missingYes),
    nodes_truenodeids: nodes.map(({ yes }) => yes),
    nodes_trueleafs: nodes.map(({ isYesLeaf }) => isYesLeaf),
    nodes_falsenodeids: nodes.map(({ no }) => no),
    nodes_falseleafs: nodes.map(({ isNoLeaf }) => isNoLeaf),
    leaf_weights: { type: 'double', values: leafWeights },
    leaf_targetids: leafTargets,
    ...(members.length === 0 ? {} : { membership_values: { type: 'double', values: members } }),
  };
}

interface Question {
  readonly column: number;
  readonly mode: number;
  readonly threshold: number;
  readonly missingYes: number;
  readonly levels?: readonly number[];
}

interface AskedNode extends Question {
  readonly yes: number;
  readonly no: number;
  readonly isYesLeaf: number;
  readonly isNoLeaf: number;
}

const ALWAYS: Question = { column: 0, mode: MODE.atMost, threshold: 0, missingYes: 1 };

function askOf(ensemble: TreeEnsemble, at: number, isLevel: (column: number) => boolean): Question {
  const [flags, column, threshold] = [
    ensemble.flags[at],
    ensemble.columns[at],
    ensemble.thresholds[at],
  ];
  const missingLeft = (flags & NODE.missingLeft) !== 0;
  if ((flags & NODE.category) !== 0) {
    if (!isLevel(column)) throw notExpressible('a set of levels of a column of numbers');
    const nLevels = (ensemble.setOffsets[threshold + 1] - ensemble.setOffsets[threshold]) * 32;
    const levels = Array.from({ length: nLevels }, (_, level) => level).filter((level) =>
      hasLevel(ensemble, threshold, level),
    );
    const takesMissing = missingLeft && (flags & NODE.negativeIsMissing) !== 0;
    return {
      ...{ column, mode: MODE.member, threshold: 0, missingYes: 0 },
      levels: takesMissing ? [-1, ...levels] : levels,
    };
  }
  if ((flags & NODE.zeroIsMissing) !== 0) throw notExpressible('trees that take 0 for missing');
  const isMissing = (flags & NODE.nanIsMissing) !== 0;
  const missingYes = (isMissing ? missingLeft : 0 <= threshold) ? 1 : 0;
  return { column, mode: MODE.atMost, threshold, missingYes };
}
