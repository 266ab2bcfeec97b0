import { AppError, type InputField, type OutputField, type Signature } from '@kaizenml/contracts';
import { plainGraph, type TransformGraph } from '../preprocess/index.ts';
import type { Table } from '../table/index.ts';
import { importedTrees } from '../trees/import/imported-trees.ts';
import type { ImportedFeature, ImportedModel } from '../trees/import/index.ts';
import { conformTable } from './conform-table.ts';
import { type FittedModel, soleModel } from './fitted-model.ts';
import { inferInputs } from './infer-inputs.ts';

/** Levels that a signature lists at most. */
const MOST_LEVELS = 1000;

/** What the file of another library does not say. */
export interface AdoptOptions {
  /** Name of what the model answers. */
  readonly target: string;
  /** Names of the classes in the order of their numbers. Default: `0`, `1` … */
  readonly classes?: readonly string[];
  /** Rows like those it will answer: they say what is typical, what may be missing and the ranges. */
  readonly rows?: Table;
}

/**
 * Makes a model of ours of an imported one: its signature, the graph that prepares rows for it, and its state.
 *
 * A category whose levels the file names is read as text and coded by those names; a nameless one is read as
 * the number it was trained with. Without rows, a column is required when a tree asks for it.
 *
 * @throws ARGUMENT_INVALID when the classes do not fit or the target is a column; INPUT_SCHEMA_MISMATCH when the
 * rows do not fit; MODEL_ARTIFACT_INVALID when two columns share a name.
 */
export function adoptTrees(model: ImportedModel, options: AdoptOptions): FittedModel {
  const { features, ensemble, link, library, version, objective } = model;
  assertNames(features, options.target);
  const asked = new Set(ensemble.columns);
  const bare: Signature = {
    inputs: features.map((feature, j) => toField(feature, asked.has(j))),
    output: toOutput(model, options),
  };
  const signature = options.rows === undefined ? bare : withRows(bare, options.rows);
  return soleModel(signature, toGraph(features), {
    name: importedTrees.name,
    params: { library, version, objective },
    state: { ensemble, link },
  });
}

function toField({ name, range, levels }: ImportedFeature, required: boolean): InputField {
  const shared = { name, shareMissing: 0, required };
  if (levels === undefined)
    return { ...shared, kind: 'number', ...(range && { range }), typical: null };
  return {
    ...shared,
    kind: 'category',
    levels: levels.slice(0, MOST_LEVELS),
    typical: levels[0] ?? null,
  };
}

/** What the file says of ranges and levels holds: it is about the training rows. */
function withRows(signature: Signature, rows: Table): Signature {
  const found = inferInputs(conformTable(signature, rows));
  return {
    ...signature,
    inputs: signature.inputs.map(({ range, levels }, j) => ({
      ...found[j],
      ...(range && { range }),
      ...(levels && { levels }),
    })),
  };
}

function toOutput(
  { task, ensemble }: ImportedModel,
  { target: name, classes }: AdoptOptions,
): OutputField {
  if (task === 'regression') {
    if (classes !== undefined) throw classesUnfit(0, classes);
    return { name, task };
  }
  const n = task === 'binary' ? 2 : ensemble.nOutputs;
  const named = classes ?? Array.from({ length: n }, (_, k) => String(k));
  if (named.length !== n || new Set(named).size !== n) throw classesUnfit(n, named);
  return { name, task, classes: named };
}

function toGraph(features: readonly ImportedFeature[]): TransformGraph {
  return plainGraph(
    features.map(({ name, levels }) => ({ name, kind: levels ? 'category' : 'number', levels })),
  );
}

function assertNames(features: readonly ImportedFeature[], target: string): void {
  const names = features.map(({ name }) => name);
  const seen = new Set<string>();
  const twice = names.find((name) => seen.size === seen.add(name).size);
  if (twice !== undefined)
    throw new AppError('MODEL_ARTIFACT_INVALID', {
      message: `The columns of the model must have distinct names, got "${twice}" twice.`,
      hint: 'Name the columns when you train it, and save it again.',
      details: { column: twice },
    });
  if (names.includes(target))
    throw new AppError('ARGUMENT_INVALID', {
      message: `The target must not be a column that the model reads, got "${target}".`,
      hint: 'Name what the model answers, for example `--target churned`.',
      details: { target },
    });
}

function classesUnfit(n: number, classes: readonly string[]): AppError {
  const expected =
    n === 0 ? 'no classes, for it answers numbers' : `${n} classes of distinct names`;
  return new AppError('ARGUMENT_INVALID', {
    message: `The model must be given ${expected}, got ${classes.length} (${classes.join(', ')}).`,
    hint: 'Name the classes in the order of their numbers in training, or leave them out.',
    details: { expected: n, classes },
  });
}
