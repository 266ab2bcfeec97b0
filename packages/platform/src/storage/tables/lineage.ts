import type { Kysely } from 'kysely';
import type { LineageEdgeRecord, LineageStore } from '../../lineage/store.ts';
import type { Schema } from '../schema.ts';
import type { TableContext } from './context.ts';
import { lineageBeside } from './lineage-beside.ts';
import { snapshot } from './snapshot.ts';

const MAX_EDGES = 1000;
const MAX_PER_QUERY = 200;

type End = 'from_node' | 'to_node';

/** Lineage in tables. */
export function lineageTable({ db }: TableContext): LineageStore {
  return {
    async add(edges) {
      if (edges.length === 0) return;
      await db.transaction().execute(async (transaction) => {
        for (const chunk of chunksOf(edges, MAX_PER_QUERY))
          await transaction
            .insertInto('lineage_edges')
            .values(chunk.map(({ from, to, role }) => ({ from_node: from, to_node: to, role })))
            .onConflict((conflict) =>
              conflict.columns(['from_node', 'to_node', 'role']).doNothing(),
            )
            .execute();
      });
    },
    async around(node) {
      const origins = await reach(db, node, 'to_node');
      const results = await reach(db, node, 'from_node');
      const edges = new Map([...origins, ...results]);
      return [...edges.values()].slice(0, MAX_EDGES);
    },
    beside: (node, choice) =>
      snapshot(db, (transaction) => lineageBeside(transaction, node, choice)),
  };
}

/** Breadth first: edges whose `near` end was reached, on and on from their other ends. */
async function reach(
  db: Kysely<Schema>,
  node: string,
  near: End,
): Promise<Map<string, LineageEdgeRecord>> {
  const edges = new Map<string, LineageEdgeRecord>();
  const seen = new Set([node]);
  let frontier = [node];
  while (frontier.length > 0 && edges.size < MAX_EDGES) {
    const next: string[] = [];
    for (const chunk of chunksOf(frontier, MAX_PER_QUERY)) {
      const rows = await db
        .selectFrom('lineage_edges')
        .selectAll()
        .where(near, 'in', chunk)
        .orderBy('from_node')
        .orderBy('to_node')
        .orderBy('role')
        .limit(MAX_EDGES)
        .execute();
      for (const { from_node: from, to_node: to, role } of rows) {
        edges.set(JSON.stringify([from, to, role]), { from, to, role });
        const far = near === 'to_node' ? from : to;
        if (seen.has(far)) continue;
        seen.add(far);
        next.push(far);
      }
    }
    frontier = next;
  }
  return edges;
}

function chunksOf<Item>(items: readonly Item[], size: number): Item[][] {
  return Array.from({ length: Math.ceil(items.length / size) }, (_, i) =>
    items.slice(i * size, (i + 1) * size),
  );
}
