import type { Link } from '../../../ensemble/index.ts';
import type { ImportedModel } from '../../imported-model.ts';
import { joinTrees } from '../../join-trees.ts';
import { levelSets } from '../../level-sets.ts';
import { modelField } from '../../model-field.ts';
import { modelFileInvalid } from '../../model-file-invalid.ts';
import { remarkOnCodes } from '../../remark-on-codes.ts';
import { marginsOf } from '../base-margins.ts';
import { type Objective, readObjective } from '../objective.ts';
import { drawDumpTree } from './draw-dump-tree.ts';
import type { DumpTree } from './dump-node.ts';

/** What a dump of XGBoost's trees does not say. */
export interface DumpFacts {
  /**
   * Where answers begin: as XGBoost says it, a probability or a mean; without an objective a raw margin. One number, or
   * one per class.
   */
  readonly baseScore: number | readonly number[];
  /** As XGBoost calls it, `binary:logistic`. Default: none, the answers are raw margins. */
  readonly objective?: string;
  /** Classes of a `multi:` objective. Default 1. */
  readonly nClasses?: number;
}

/** A column that a dump calls by its place. */
const PLACE = /^f(0|[1-9]\d{0,5})$/;

const RAW: Objective = { name: 'none', task: 'regression', link: 'identity', remarks: [] };

/**
 * Puts the trees of a dump together: tree t adds to class t modulo the number of classes.
 *
 * A dump names the columns that trees ask for, and no others.
 *
 * @throws MODEL_ARTIFACT_INVALID
 */
export function readDump(trees: readonly DumpTree[], facts: DumpFacts): ImportedModel {
  const { nClasses = 1 } = facts;
  const objective =
    facts.objective === undefined
      ? RAW
      : readObjective(
          modelField('what was said of the XGBoost dump', facts.objective, 'objective'),
        );
  const isFit = (objective.task === 'multiclass') === nClasses > 1;
  if (trees.length === 0 || !isFit || trees.length % nClasses !== 0)
    throw modelFileInvalid({
      subject: `The XGBoost dump with objective "${objective.name}"`,
      expectation: `have trees for each of ${nClasses} classes`,
      received: `${trees.length} trees`,
      hint: 'Say the objective and the number of classes that it was trained with.',
    });
  const names = columnsOf(trees);
  const context = {
    places: new Map(names.map((name, j) => [name, j])),
    setOf: levelSets('The XGBoost dump'),
  };
  return {
    library: 'XGBoost',
    version: 'unknown',
    objective: objective.name,
    task: objective.task,
    link: objective.link,
    features: names.map((name) => ({ name })),
    remarks: [
      remarkOnFacts(facts, objective.link),
      ...objective.remarks,
      ...remarkOnCodes(categoriesOf(trees)),
    ],
    ensemble: joinTrees(
      trees.map((tree, t) => drawDumpTree(tree, t, context)),
      {
        nColumns: names.length,
        nOutputs: nClasses,
        baseScores: baseScoresOf(facts, objective.link, nClasses),
        treeOutputs: Int32Array.from(trees, (_, t) => t % nClasses),
      },
    ),
  };
}

function baseScoresOf({ baseScore }: DumpFacts, link: Link, nOutputs: number): Float64Array {
  const given = typeof baseScore === 'number' ? [baseScore] : baseScore;
  const margins = marginsOf(given, link, nOutputs);
  if (margins !== undefined) return margins;
  throw modelFileInvalid({
    subject: 'The base score that was said of the XGBoost dump',
    expectation: `be 1 or ${nOutputs} finite numbers that the objective can answer`,
    received: given.join(', '),
    hint: 'It is `learner.learner_model_param.base_score` in `booster.save_config()`.',
  });
}

/** Columns in the order of their places where all have such names, else as trees first ask for them. */
function columnsOf(trees: readonly DumpTree[]): readonly string[] {
  const asked = new Set(
    trees.flatMap((tree) =>
      [...tree.values()].flatMap((node) => (node.kind === 'split' ? [node.column] : [])),
    ),
  );
  const places = [...asked].map((name) => Number(PLACE.exec(name)?.[1] ?? Number.NaN));
  if (places.some(Number.isNaN)) return [...asked];
  const last = places.reduce((most, place) => Math.max(most, place), -1);
  return Array.from({ length: last + 1 }, (_, j) => `f${j}`);
}

function categoriesOf(trees: readonly DumpTree[]): readonly string[] {
  const found = new Set<string>();
  for (const tree of trees)
    for (const node of tree.values())
      if (node.kind === 'split' && typeof node.test !== 'number') found.add(node.column);
  return [...found];
}

function remarkOnFacts({ baseScore, objective }: DumpFacts, link: Link): string {
  const what = link === 'identity' ? 'the sums of the leaves' : `what "${objective}" makes of them`;
  return `A dump says neither objective nor base score: the answers are ${what}, with the base score ${[baseScore].flat().join(', ')} that was given; weights of dart are not in it.`;
}
