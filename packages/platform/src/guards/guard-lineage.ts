import type { Rights } from '../access/index.ts';
import type { LineageEdgeRecord, LineageStore } from '../lineage/store.ts';
import type { TrackedRuns } from '../tracking/store.ts';
import { assertEverywhere, experimentAt, modelAt } from './things.ts';
import { allowed, narrowed } from './under-rights.ts';

/**
 * Lineage as an account sees it: without runs and versions that it may not look at, and without what only they lead to. Tables and
 * artifacts are seen from what made or used them. To go from node to node needs `read` everywhere.
 */
export function guardLineage(
  lineage: LineageStore,
  runs: Pick<TrackedRuns, 'experimentsOf'>,
): LineageStore {
  return {
    add: allowed(lineage, 'add', (rights) => assertEverywhere(rights, 'write')),
    beside: allowed(lineage, 'beside', (rights) => assertEverywhere(rights, 'read')),
    around: narrowed(lineage, 'around', async (rights, node) => {
      const edges = await lineage.around(node);
      const nodes = new Set([node, ...edges.flatMap(({ from, to }) => [from, to])]);
      const hidden = await hiddenAmong([...nodes], rights, runs);
      if (hidden.has(node)) return [];
      const seen = edges.filter(({ from, to }) => !hidden.has(from) && !hidden.has(to));
      const reached = new Set([
        ...reachedFrom(node, seen, { near: 'from', far: 'to' }),
        ...reachedFrom(node, seen, { near: 'to', far: 'from' }),
      ]);
      return seen.filter((edge) => reached.has(edge));
    }),
  };
}

/** Nodes of things that may not be looked at. */
async function hiddenAmong(
  nodes: readonly string[],
  rights: Rights,
  runs: Pick<TrackedRuns, 'experimentsOf'>,
): Promise<ReadonlySet<string>> {
  const hidden = new Set<string>();
  for (const node of nodes) {
    const [, name] = /^model:(.+)\/\d+$/.exec(node) ?? [];
    if (name !== undefined && !rights.has('read', modelAt(name))) hidden.add(node);
  }
  if (rights.has('read')) return hidden;
  const ids = nodes.flatMap((node) => /^run:(.+)$/.exec(node)?.[1] ?? []);
  const experiments = await runs.experimentsOf(ids);
  for (const id of ids) {
    const experiment = experiments.get(id);
    if (experiment === undefined || !rights.has('read', experimentAt(experiment)))
      hidden.add(`run:${id}`);
  }
  return hidden;
}

/** Arrows that lead on from a node, one after the other. */
function reachedFrom(
  node: string,
  edges: readonly LineageEdgeRecord[],
  { near, far }: { readonly near: 'from' | 'to'; readonly far: 'from' | 'to' },
): readonly LineageEdgeRecord[] {
  const byNear = Map.groupBy(edges, (edge) => edge[near]);
  const reached = new Set<LineageEdgeRecord>();
  const nodes = new Set([node]);
  for (const at of nodes)
    for (const edge of byNear.get(at) ?? []) {
      reached.add(edge);
      nodes.add(edge[far]);
    }
  return [...reached];
}
