import type { DrawnTree } from '../draw-tree.ts';
import type { ImportedModel } from '../imported-model.ts';
import { joinTrees } from '../join-trees.ts';
import { modelFileInvalid } from '../model-file-invalid.ts';
import { describeFeatures, type FeatureInfo } from './feature-infos.ts';
import { readObjective } from './objective.ts';

/** What a LightGBM model says besides its trees. */
export interface LightgbmFrame {
  readonly version: string;
  /** The line as it stands: `binary sigmoid:1`. */
  readonly objective: string;
  readonly nOutputs: number;
  /** A random forest: the answer is the mean of its trees. */
  readonly averages: boolean;
  readonly names: readonly string[];
  readonly infos: readonly FeatureInfo[];
  readonly pandasCategories: unknown;
}

/**
 * Puts the trees of a LightGBM model together; tree t adds to output t modulo the number of outputs.
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @source LightGBM, src/boosting/gbdt_prediction.cpp.
 */
export function finishModel(frame: LightgbmFrame, trees: readonly DrawnTree[]): ImportedModel {
  const { names, nOutputs } = frame;
  if (trees.length === 0 || trees.length % nOutputs !== 0)
    throw modelFileInvalid({
      subject: 'The LightGBM model',
      expectation: `have as many trees for each of its ${nOutputs} outputs, and one at least`,
      received: trees.length,
    });
  const { scale, ...objective } = readObjective(frame.objective, nOutputs);
  const { features, remarks } = describeFeatures(names, frame.infos, frame.pandasCategories);
  const share = frame.averages ? scale / (trees.length / nOutputs) : scale;
  return {
    library: 'LightGBM',
    version: frame.version,
    objective: objective.name,
    task: objective.task,
    features,
    link: objective.link,
    remarks: [...objective.remarks, ...remarks],
    ensemble: joinTrees(
      trees.map((tree) => scaled(tree, share)),
      {
        nColumns: names.length,
        nOutputs,
        baseScores: new Float64Array(nOutputs),
        treeOutputs: Int32Array.from(trees, (_, t) => t % nOutputs),
      },
    ),
  };
}

function scaled(tree: DrawnTree, share: number): DrawnTree {
  return share === 1
    ? tree
    : { ...tree, leafValues: tree.leafValues.map((value) => value * share) };
}
