import { resolveParams } from '@kaizenml/contracts';
import type { Target } from '../models/index.ts';
import type { Column, Table } from '../table/index.ts';
import type { GraphStep, TransformGraph } from './graph.ts';
import { RECIPES, type Recipe, type RecipeStep } from './recipes.ts';
import { transformColumn } from './transform-column.ts';
import type { OutputColumn } from './transformer.ts';
import { getTransformer } from './transformers.ts';

/**
 * Learns how to turn tables like this one into a matrix.
 *
 * Every input column has a chain of its own, so a matrix column comes from one input only. Columns of
 * ids, which the recipe has no chain for, are left out.
 *
 * @param table Training rows, without the target.
 * @param target The target of the same rows: of too many terms of a text, those that go best with it are kept.
 * @cost O(rows * columns) plus a sort per column of numbers; of text see `learnTfIdf`.
 */
export function fitGraph(recipe: Recipe, table: Table, target?: Target): TransformGraph {
  const inputs: { name: string; kind: Column['kind'] }[] = [];
  const steps: GraphStep[] = [];
  const outputs: string[] = [];
  const taken = new Set<string>();
  for (const column of table.columns) {
    const chain = RECIPES[recipe][column.kind];
    if (chain === undefined) continue;
    const fitted = fitChain(chain, column, target);
    inputs.push({ name: column.name, kind: column.kind });
    steps.push(...fitted.steps);
    for (const name of fitted.columns) outputs.push(distinctName(name, taken));
  }
  return { recipe, inputs, steps, outputs };
}

function fitChain(
  chain: readonly RecipeStep[],
  input: Column,
  target: Target | undefined,
): { steps: GraphStep[]; columns: string[] } {
  const steps: GraphStep[] = [];
  let columns: readonly (Column | OutputColumn)[] = [input];
  chain.forEach(({ transformer: name, takes }, at) => {
    columns = (columns as readonly Column[]).flatMap((column) => {
      if (takes === 'values' && column.name === `${input.name}_missing` && columns.length > 1)
        return [column];
      const transformer = getTransformer(name);
      if (!transformer.accepts.includes(column.kind)) return [column];
      const params = resolveParams(name, transformer.params);
      const state = transformer.fit(column, params, target);
      const described = transformer.outputs(state, column);
      const outputs = described.map((output) => output.name);
      const place = { input: input.name, column: column.name };
      const [{ width }] = described;
      const wide = width === undefined ? {} : { width };
      steps.push({ ...place, transformer: name, params, state, outputs, ...wide });
      const isLast = at === chain.length - 1;
      return isLast ? described : transformColumn(transformer, state, column);
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
