import { sourcesOf, type TransformGraph } from './graph.ts';
import type { OutputColumn } from './transformer.ts';
import { getTransformer } from './transformers.ts';

/** Which matrix columns of a graph hold codes of a category, and of how many levels: `Matrix.levels`. */
export function matrixLevels(graph: TransformGraph): Int32Array {
  const stepsOf = Map.groupBy(graph.steps, ({ input }) => input);
  const columns = sourcesOf(graph).flatMap((input) => {
    const steps = stepsOf.get(input.name);
    if (steps === undefined) return [];
    let chain: OutputColumn[] = [input];
    for (const { column, transformer, state } of steps)
      chain = chain.flatMap((placed) =>
        placed.name === column ? getTransformer(transformer).outputs(state, placed) : placed,
      );
    return chain;
  });
  return Int32Array.from(columns, ({ nLevels = 0 }) => nLevels);
}
