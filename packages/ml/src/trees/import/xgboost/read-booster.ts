import type { ImportedFeature, ImportedModel } from '../imported-model.ts';
import { joinTrees } from '../join-trees.ts';
import { levelSets } from '../level-sets.ts';
import type { ModelField } from '../model-field.ts';
import { remarkOnCodes } from '../remark-on-codes.ts';
import { readBaseMargins } from './base-margins.ts';
import { readObjective } from './objective.ts';
import { readCategories } from './read-categories.ts';
import { readTree } from './read-tree.ts';

/** Columns that a model may have without naming them. */
const MOST_NAMELESS = 1_000_000;

/**
 * Reads what XGBoost's `save_model` writes, parsed from JSON or UBJSON (1.0 to 3.x).
 *
 * All trees count, as in `Booster.predict`, also those after the best iteration of early stopping.
 *
 * @throws MODEL_ARTIFACT_INVALID
 * @source XGBoost, doc/model.schema and doc/tutorials/saving_model.rst.
 */
export function readBooster(file: ModelField): ImportedModel {
  const learner = file.field('learner');
  const param = learner.field('learner_model_param');
  if (param.has('num_target') && wholeOf(param.field('num_target'), 2 ** 31) > 1)
    param
      .field('num_target')
      .refuse('be 1', 'Train one model per target: several answers per row are not supported.');
  const { model, weights } = readTreeModel(learner.field('gradient_booster'));
  const trees = model.field('trees').items();
  if (trees.length === 0) model.field('trees').refuse('have one tree at least');
  trees.forEach(refuseVectorLeaves);
  const nClasses = wholeOf(param.field('num_class'), trees.length);
  const nOutputs = Math.max(1, nClasses);
  const objective = readObjective(learner.field('objective').field('name'));
  if ((objective.task === 'multiclass') !== nClasses >= 2)
    param.field('num_class').refuse(`fit the objective "${objective.name}"`);
  const levels = model.has('cats') ? readCategories(model.field('cats')) : [];
  const { features, remarks } = readFeatures(learner, levels);
  const shared = {
    nColumns: features.length,
    isCoded: features.map((feature) => feature.levels !== undefined),
    setOf: levelSets('The XGBoost model'),
  };
  return {
    library: 'XGBoost',
    version: versionOf(file),
    objective: objective.name,
    task: objective.task,
    link: objective.link,
    features,
    remarks: [...objective.remarks, ...remarks, ...earlyStopping(learner)],
    ensemble: joinTrees(
      trees.map((tree, t) =>
        readTree(tree, t, {
          ...shared,
          weight: weights === undefined ? 1 : Math.fround(weights[t]),
        }),
      ),
      {
        nColumns: features.length,
        nOutputs,
        baseScores: readBaseMargins(param.field('base_score'), objective.link, nOutputs),
        treeOutputs: readOutputs(model.field('tree_info'), trees.length, nOutputs),
      },
    ),
  };
}

function refuseVectorLeaves(tree: ModelField): void {
  if (!tree.has('leaf_weights') || tree.field('leaf_weights').list().length === 0) return;
  tree.refuse(
    'have one number per leaf',
    'Train it with `multi_strategy="one_output_per_tree"`: leaves of several numbers are not supported.',
  );
}

interface TreeModel {
  readonly model: ModelField;
  /** What each tree counts, for dart. */
  readonly weights?: ArrayLike<number>;
}

function readTreeModel(booster: ModelField): TreeModel {
  const name = booster.field('name').text();
  if (name === 'gbtree') return { model: booster.field('model') };
  if (name !== 'dart')
    booster
      .field('name')
      .refuse(
        'be gbtree or dart',
        'A linear booster has no trees: train `ridge` or `logistic` here.',
      );
  const model = booster.field('gbtree').field('model');
  const weights = booster.field('weight_drop').numbers();
  const nTrees = model.field('trees').list().length;
  if (weights.length !== nTrees) booster.field('weight_drop').refuse(`hold ${nTrees} numbers`);
  return { model, weights };
}

function readOutputs(field: ModelField, nTrees: number, nOutputs: number): Int32Array {
  const outputs = field.numbers();
  if (outputs.length !== nTrees) field.refuse(`hold ${nTrees} numbers`);
  const isOutput = (k: number): boolean => Number.isInteger(k) && k >= 0 && k < nOutputs;
  if (!Array.from(outputs).every(isOutput)) field.refuse(`name outputs 0 to ${nOutputs - 1}`);
  return Int32Array.from(outputs);
}

function readFeatures(
  learner: ModelField,
  levels: readonly (readonly string[] | undefined)[],
): { readonly features: readonly ImportedFeature[]; readonly remarks: readonly string[] } {
  const textsOf = (name: string): readonly string[] =>
    learner.has(name)
      ? learner
          .field(name)
          .items()
          .map((item) => item.text())
      : [];
  const given = textsOf('feature_names');
  const nColumns = wholeOf(
    learner.field('learner_model_param').field('num_feature'),
    given.length === 0 ? MOST_NAMELESS : given.length,
  );
  if (given.length > 0 && given.length !== nColumns)
    learner.field('feature_names').refuse(`name ${nColumns} columns`);
  const names = given.length > 0 ? given : Array.from({ length: nColumns }, (_, j) => `f${j}`);
  const types = textsOf('feature_types');
  const nameless = names.filter((_, j) => types[j] === 'c' && levels[j] === undefined);
  const features = names.map((name, j): ImportedFeature => {
    const named = levels[j];
    return named === undefined ? { name } : { name, levels: named };
  });
  return { features, remarks: remarkOnCodes(nameless) };
}

function earlyStopping(learner: ModelField): readonly string[] {
  if (!learner.has('attributes')) return [];
  const best = learner.field('attributes').field('best_iteration').value;
  if (typeof best !== 'string') return [];
  return [
    `Training stopped early (best iteration ${best}); all trees of the file count, as in \`Booster.predict\`.`,
  ];
}

/** Whole numbers of parameters are written as text. */
function wholeOf(field: ModelField, most: number): number {
  const text = field.text();
  const value = /^\d{1,10}$/.test(text) ? Number(text) : Number.NaN;
  return value <= most ? value : field.refuse(`be a whole number from 0 to ${most}`);
}

function versionOf(file: ModelField): string {
  return file.has('version') ? Array.from(file.field('version').numbers()).join('.') : 'unknown';
}
