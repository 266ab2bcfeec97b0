import { invariant, resolveParams } from '@kaizenml/contracts';
import type { Target } from '../models/index.ts';
import type { Column, Table } from '../table/index.ts';
import { type DerivedColumn, derive, findDerived, kindOfDerived } from './derived/index.ts';
import type { GraphInput, GraphStep, TransformGraph } from './graph.ts';
import {
  hasPairs,
  isEnriched,
  PAIR_CHAIN,
  RECIPES,
  type Recipe,
  type RecipeStep,
} from './recipes.ts';
import { screenColumns } from './screen/index.ts';
import { transformColumn } from './transform-column.ts';
import type { OutputColumn } from './transformer.ts';
import { getTransformer } from './transformers.ts';

/** What is learned of a table. */
export interface Learned {
  readonly graph: TransformGraph;
  /** What becomes of the training rows in a step, where that is not what becomes of later ones: see `crossFit`. */
  readonly training: ReadonlyMap<GraphStep, readonly Column[]>;
}

/**
 * Learns how to turn tables like this one into a matrix.
 *
 * Every input column has a chain of its own, so a matrix column comes from one input only, but for derived columns, which
 * have a chain each. Columns of ids, which the recipe has no chain for, are left out, and by enriched recipes most columns of
 * wide tables: see `screenColumns`.
 *
 * The training rows themselves are prepared by `learnRows`: enriched recipes encode them otherwise.
 *
 * @param table Training rows, without the target.
 * @param target The target of the same rows. Of too many terms of a text, those that go best with it are kept; enriched
 * recipes cannot do without.
 * @cost O(rows * columns) plus a sort per column of numbers; of text see `learnTfIdf`, of enriched ones `findDerived`.
 * @throws INTERNAL for an enriched recipe without a target.
 */
export function fitGraph(recipe: Recipe, table: Table, target?: Target): TransformGraph {
  return learnGraph(recipe, table, target).graph;
}

/** The graph, and what training rows must get in the place of what its steps make of them. */
export function learnGraph(recipe: Recipe, table: Table, target?: Target): Learned {
  const read = isEnriched(recipe) ? screenColumns(table, known(recipe, target)) : table;
  const derived = isEnriched(recipe)
    ? findDerived(read, known(recipe, target), hasPairs(recipe))
    : [];
  const inputs: GraphInput[] = [];
  const steps: GraphStep[] = [];
  const outputs: string[] = [];
  const taken = new Set<string>();
  const training = new Map<GraphStep, readonly Column[]>();
  const learn = (chain: readonly RecipeStep[], column: Column): void => {
    const fitted = fitChain(chain, column, target);
    for (const { step, cells } of fitted.steps) {
      steps.push(step);
      if (cells) training.set(step, cells);
    }
    for (const name of fitted.columns) outputs.push(distinctName(name, taken));
  };
  for (const column of read.columns) {
    const chain = RECIPES[recipe][column.kind];
    if (chain === undefined) continue;
    inputs.push({ name: column.name, kind: column.kind });
    learn(chain, column);
  }
  for (const column of derived) learn(chainOfDerived(recipe, column), derive(read, column));
  const graph = { recipe, inputs, ...(derived.length > 0 ? { derived } : {}), steps, outputs };
  return { graph, training };
}

function known(recipe: Recipe, target: Target | undefined): Target {
  invariant(target !== undefined, `recipe ${recipe} learns from a target`);
  return target;
}

function chainOfDerived(recipe: Recipe, column: DerivedColumn): readonly RecipeStep[] {
  if (column.operation === 'pair') return PAIR_CHAIN;
  return RECIPES[recipe][kindOfDerived(column)] ?? [];
}

interface FittedStep {
  readonly step: GraphStep;
  /** What becomes of the training rows, where the step says so. */
  readonly cells?: readonly Column[] | undefined;
}

function fitChain(
  chain: readonly RecipeStep[],
  input: Column,
  target: Target | undefined,
): { steps: FittedStep[]; columns: string[] } {
  const steps: FittedStep[] = [];
  let columns: readonly (Column | OutputColumn)[] = [input];
  chain.forEach(({ transformer: name, takes, params: given = {} }, at) => {
    columns = (columns as readonly Column[]).flatMap((column) => {
      if (takes === 'values' && column.name === `${input.name}_missing` && columns.length > 1)
        return [column];
      const transformer = getTransformer(name);
      if (!transformer.accepts.includes(column.kind)) return [column];
      const params = resolveParams(name, transformer.params, given);
      const crossed = transformer.crossFit?.(column, params, target);
      const state = crossed?.state ?? transformer.fit(column, params, target);
      const described = transformer.outputs(state, column);
      const outputs = described.map((output) => output.name);
      const place = { input: input.name, column: column.name };
      const [{ width }] = described;
      const wide = width === undefined ? {} : { width };
      const step = { ...place, transformer: name, params, state, outputs, ...wide };
      steps.push({ step, cells: crossed?.columns });
      const isLast = at === chain.length - 1;
      return isLast ? described : (crossed?.columns ?? transformColumn(transformer, state, column));
    });
  });
  return { steps, columns: columns.map((column) => column.name) };
}

function distinctName(name: string, taken: Set<string>): string {
  let distinct = name;
  for (let i = 2; taken.has(distinct); i++) distinct = `${name} (${i})`;
  taken.add(distinct);
  return distinct;
}
