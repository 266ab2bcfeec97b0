import type { GraphInput, GraphStep, TransformGraph } from './graph.ts';

/** A column that is left as it is. */
export interface PlainColumn extends GraphInput {
  /** Of a category, by place; undefined for numbers and dates. */
  readonly levels: readonly string[] | undefined;
}

/**
 * The graph that leaves rows as they are: numbers and instants themselves, categories by the place of their level.
 *
 * For methods that were not fitted on what a recipe makes of rows: nothing is learned, so nothing needs a table.
 */
export function plainGraph(columns: readonly PlainColumn[]): TransformGraph {
  return {
    recipe: 'native',
    inputs: columns.map(({ name, kind }) => ({ name, kind })),
    steps: columns.map(({ name, levels }): GraphStep => {
      const place = { input: name, column: name, outputs: [name] };
      if (levels === undefined)
        return { ...place, transformer: 'keep-number', params: {}, state: {} };
      const params = { maxLevels: Math.max(1, levels.length) };
      return { ...place, transformer: 'ordinal', params, state: { levels } };
    }),
    outputs: columns.map(({ name }) => name),
  };
}
