import { type DrawnTree, drawTree, type SourceNode } from '../draw-tree.ts';
import type { ImportedModel } from '../imported-model.ts';
import { levelSets } from '../level-sets.ts';
import type { ModelField } from '../model-field.ts';
import { parseWhole } from '../parse-numbers.ts';
import type { FeatureInfo } from './feature-infos.ts';
import { finishModel } from './finish-model.ts';
import { CATEGORY_FLAGS, type MissingType, missingFlags } from './missing-flags.ts';

const MISSING_TYPES: readonly string[] = ['None', 'Zero', 'NaN'] satisfies MissingType[];

/**
 * Reads the JSON of LightGBM's `dump_model`.
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @source LightGBM, src/boosting/gbdt_model_text.cpp: `DumpModel`; src/io/tree.cpp: `NodeToJSON`.
 */
export function readLightgbmJson(model: ModelField): ImportedModel {
  const trees = model.field('tree_info').items();
  const names = model
    .field('feature_names')
    .items()
    .map((name) => name.text());
  const setOf = levelSets('The LightGBM model');
  return finishModel(
    {
      version: model.field('version').text(),
      objective: model.has('objective') ? model.field('objective').text() : '',
      nOutputs: atLeastOne(model.field('num_tree_per_iteration'), Math.max(1, trees.length)),
      averages: model.has('average_output') && model.field('average_output').value === true,
      names,
      infos: infosOf(model, names),
      pandasCategories: model.field('pandas_categorical').value,
    },
    trees.map((tree, t) =>
      readTree(tree.field('tree_structure'), t, { nColumns: names.length, setOf }),
    ),
  );
}

function atLeastOne(field: ModelField, most: number): number {
  return field.count(most) || field.refuse('be at least 1');
}

function infosOf(model: ModelField, names: readonly string[]): readonly FeatureInfo[] {
  if (!model.has('feature_infos')) return [];
  const infos = model.field('feature_infos');
  return names.map((name): FeatureInfo => {
    if (!infos.has(name)) return { kind: 'unused' };
    const info = infos.field(name);
    if (info.has('values') && info.field('values').list().length > 0) return { kind: 'category' };
    return {
      kind: 'number',
      range: [info.field('min_value').finite(), info.field('max_value').finite()],
    };
  });
}

interface TreeContext {
  readonly nColumns: number;
  readonly setOf: (levels: ArrayLike<number>) => Int32Array;
}

function readTree(root: ModelField, t: number, { nColumns, setOf }: TreeContext): DrawnTree {
  const subject = `Tree ${t} of the LightGBM model`;
  const look = (node: ModelField): SourceNode<ModelField> => {
    if (!node.has('split_feature')) {
      if (node.has('leaf_coeff') || node.has('leaf_const'))
        node.refuse(
          'have constant leaves',
          'Train it without `linear_tree`: linear leaves are not supported.',
        );
      return {
        kind: 'leaf',
        value: node.field('leaf_value').finite(),
        weight: countOf(node, 'leaf_count'),
      };
    }
    return {
      kind: 'split',
      column: node.field('split_feature').finite(),
      ...testOf(node, setOf),
      weight: countOf(node, 'internal_count'),
      left: node.field('left_child'),
      right: node.field('right_child'),
    };
  };
  return drawTree(root, { subject, nColumns, look });
}

function testOf(
  node: ModelField,
  setOf: TreeContext['setOf'],
): { readonly test: number | Int32Array; readonly flags: number } {
  const decision = node.field('decision_type').text();
  if (decision === '==') {
    const levels = node.field('threshold').text().split('||');
    const subject = `A set of levels of the LightGBM model`;
    const codes = levels.map((level) => parseWhole(level, subject, [0, 2 ** 31]));
    return { test: setOf(codes), flags: CATEGORY_FLAGS };
  }
  if (decision !== '<=') node.field('decision_type').refuse('be "<=" or "=="');
  const missing = node.field('missing_type').text();
  if (!MISSING_TYPES.includes(missing))
    node.field('missing_type').refuse(`be one of ${MISSING_TYPES.join(', ')}`);
  const defaultLeft = node.field('default_left').value === true;
  return {
    test: node.field('threshold').finite(),
    flags: missingFlags(missing as MissingType, defaultLeft),
  };
}

function countOf(node: ModelField, name: string): number {
  return node.has(name) ? node.field(name).finite() : 0;
}
