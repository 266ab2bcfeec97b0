import type { Kysely } from 'kysely';
import type { LineageDirection, NodesBeside } from '../../lineage/store.ts';
import type { Schema } from '../schema.ts';

type End = 'from_node' | 'to_node';

const ENDS: Readonly<Record<LineageDirection, { readonly near: End; readonly far: End }>> = {
  origins: { near: 'to_node', far: 'from_node' },
  results: { near: 'from_node', far: 'to_node' },
};

/** The nodes next to one. What is told of each kind is chosen by the database, so that a table that a million runs read is no burden. */
export async function lineageBeside(
  db: Kysely<Schema>,
  node: string,
  { towards, limit }: { readonly towards: LineageDirection; readonly limit: number },
): Promise<NodesBeside> {
  const { near, far } = ENDS[towards];
  const counts: Record<string, number> = {};
  const told: string[] = [];
  for (const kind of await kindsBeside(db, node, { near, far })) {
    const ofKind = db
      .selectFrom('lineage_edges as edge')
      .where(`edge.${near}`, '=', node)
      .where(`edge.${far}`, '>=', `${kind}:`)
      .where(`edge.${far}`, '<', `${kind};`);
    const { n } = await ofKind
      .select((eb) => eb.fn.count<number | string>(`edge.${far}`).distinct().as('n'))
      .executeTakeFirstOrThrow();
    counts[kind] = Number(n);
    const some = ofKind
      .select(`edge.${far} as id`)
      .distinct()
      .orderBy(`edge.${far}`, 'desc')
      .limit(limit);
    const leading = await some
      .where((eb) =>
        eb.exists(
          eb
            .selectFrom('lineage_edges as beyond')
            .select('beyond.role')
            .whereRef(`beyond.${near}`, '=', `edge.${far}`),
        ),
      )
      .execute();
    const others = leading.length === limit ? [] : await some.execute();
    const ids = new Set([...leading, ...others].map(({ id }) => id));
    told.push(...[...ids].slice(0, limit));
  }
  if (told.length === 0) return { edges: [], counts };
  const rows = await db
    .selectFrom('lineage_edges')
    .selectAll()
    .where(near, '=', node)
    .where(far, 'in', told)
    .orderBy(far)
    .orderBy('role')
    .execute();
  return {
    edges: rows.map(({ from_node: from, to_node: to, role }) => ({ from, to, role })),
    counts,
  };
}

/** What comes before the colon of the nodes, by jumps over the index: one of each kind is read. */
async function kindsBeside(
  db: Kysely<Schema>,
  node: string,
  { near, far }: { readonly near: End; readonly far: End },
): Promise<readonly string[]> {
  const kinds: string[] = [];
  for (let after = ''; ; ) {
    const row = await db
      .selectFrom('lineage_edges')
      .select(`${far} as id`)
      .where(near, '=', node)
      .where(far, '>=', after)
      .orderBy(far)
      .limit(1)
      .executeTakeFirst();
    if (row === undefined) return kinds;
    const kind = row.id.slice(0, row.id.indexOf(':'));
    kinds.push(kind);
    after = `${kind};`;
  }
}
