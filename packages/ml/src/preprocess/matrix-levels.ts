import { sourcesOf, type TransformGraph } from './graph.ts';
import type { OutputColumn } from './transformer.ts';
import { getTransformer } from './transformers.ts';

/** Which matrix columns of a graph hold codes of a category, and of how many levels: `Matrix.levels`. */
export function matrixLevels(graph: TransformGraph): Int32Array {
  const sources = sourcesOf(graph);
  const chains = new Map<string, OutputColumn[]>(sources.map(({ name }) => [name, []]));
  for (const input of sources) {
    let chain: OutputColumn[] = [input];
    for (const { input: owner, column, transformer, state } of graph.steps) {
      if (owner !== input.name) continue;
      chain = chain.flatMap((placed) =>
        placed.name === column ? getTransformer(transformer).outputs(state, placed) : placed,
      );
      chains.set(input.name, chain);
    }
  }
  return Int32Array.from([...chains.values()].flat(), ({ nLevels = 0 }) => nLevels);
}
