import type { LineageDirection, LineageEdgeRecord, NodesBeside } from './store.ts';

/** Nodes around others, as much of them as was asked for. */
export interface Gathered {
  readonly edges: readonly LineageEdgeRecord[];
  readonly folded: readonly FoldedNodes[];
}

/** Nodes of one kind beside another that are there and were not gathered. */
export interface FoldedNodes {
  readonly beside: string;
  readonly towards: LineageDirection;
  readonly kind: string;
  readonly n: number;
}

/**
 * Follows arrows back to what nodes were made of and on to what was made of them, the nearest first, and counts what it leaves out.
 *
 * @param passes Whether a node that is reached belongs to it, and what lies beyond may.
 * @param nodes How many are gathered at most: half of them, or what the results leave, of origins.
 */
export async function gather(
  start: readonly string[],
  {
    beside,
    passes,
    nodes,
  }: {
    readonly beside: (node: string, towards: LineageDirection) => Promise<NodesBeside>;
    readonly passes: (node: string) => Promise<boolean>;
    readonly nodes: number;
  },
): Promise<Gathered> {
  const edges = new Map<string, LineageEdgeRecord>();
  const folded: FoldedNodes[] = [];
  let left = nodes - start.length;
  for (const towards of ['origins', 'results'] as const) {
    const seen = new Set(start);
    let room = towards === 'origins' ? Math.ceil(left / 2) : left;
    let frontier = start;
    while (frontier.length > 0) {
      const all = await Promise.all(frontier.map((node) => beside(node, towards)));
      const next: string[] = [];
      for (const [i, { edges: found, counts }] of all.entries()) {
        const node = frontier[i] ?? '';
        const decided = new Map<string, boolean>();
        for (const edge of found) {
          const far = towards === 'origins' ? edge.from : edge.to;
          if (!seen.has(far)) {
            if (room === 0) continue;
            const isIn = decided.get(far) ?? (await passes(far));
            decided.set(far, isIn);
            if (!isIn) continue;
            seen.add(far);
            next.push(far);
            room -= 1;
            left -= 1;
          }
          decided.set(far, true);
          edges.set(JSON.stringify([edge.from, edge.to, edge.role]), edge);
        }
        for (const [kind, n] of Object.entries(counts)) {
          const known = [...decided.keys()].filter((far) => far.startsWith(`${kind}:`)).length;
          if (n > known) folded.push({ beside: node, towards, kind, n: n - known });
        }
      }
      frontier = next;
    }
  }
  return { edges: [...edges.values()], folded };
}
