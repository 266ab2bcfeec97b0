import type { LineageEdgeRecord } from './store.ts';

/**
 * Arrows that lead on from nodes, or back from them, over nodes that pass.
 *
 * @param passes Whether a node that is reached belongs to it, and what lies beyond may. Default: every one.
 */
export async function reach(
  start: readonly string[],
  edges: readonly LineageEdgeRecord[],
  {
    towards,
    passes = () => Promise.resolve(true),
  }: {
    readonly towards: 'results' | 'origins';
    readonly passes?: (node: string) => Promise<boolean>;
  },
): Promise<readonly LineageEdgeRecord[]> {
  const near = towards === 'results' ? 'from' : 'to';
  const far = towards === 'results' ? 'to' : 'from';
  const reached: LineageEdgeRecord[] = [];
  const verdicts = new Map(start.map((node) => [node, true]));
  const frontier = [...start];
  for (const node of frontier)
    for (const edge of edges) {
      if (edge[near] !== node) continue;
      const next = edge[far];
      const known = verdicts.get(next);
      const isIn = known ?? (await passes(next));
      verdicts.set(next, isIn);
      if (!isIn) continue;
      reached.push(edge);
      if (known === undefined) frontier.push(next);
    }
  return reached;
}

/** Every arrow around nodes, each once. */
export async function arrowsAround(
  around: (node: string) => Promise<readonly LineageEdgeRecord[]>,
  nodes: readonly string[],
): Promise<readonly LineageEdgeRecord[]> {
  const edges = (await Promise.all(nodes.map(around))).flat();
  return [...new Map(edges.map((edge) => [JSON.stringify(edge), edge])).values()];
}
