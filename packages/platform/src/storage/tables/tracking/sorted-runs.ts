import { type Expression, expressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import type { Schema } from '../../schema.ts';
import { isAfter, type Keyset, type Sorted, selectKeys } from './keyset.ts';
import { HEAD_COLUMNS, type RunHeadRow } from './read-runs.ts';

const eb = expressionBuilder<Schema, 'runs'>();

/** What is selected of runs. */
export const RUN_COLUMNS = HEAD_COLUMNS.map((column) => `runs.${column}` as const);

/** Which rows of runs are wanted, sorted how. */
export interface Reading {
  readonly keyset: Keyset;
  readonly wanted: readonly Expression<SqlBool>[];
  readonly limit: number;
  /** Whether the first term alone is quick to sort by, and the others are not. Default false. */
  readonly isCutFirst?: boolean;
}

/** Rows of runs, sorted. @cost Looks at every run that is wanted; at all terms of its order, unless it is cut first. */
export async function readSorted(
  db: Kysely<Schema>,
  { keyset, wanted, limit, isCutFirst = false }: Reading,
): Promise<Sorted<RunHeadRow>[]> {
  const after = isAfter(keyset);
  const where = [...wanted, ...(after === undefined ? [] : [after])];
  const cut = isCutFirst ? await findCut(db, { keyset, where, limit }) : [];
  let query = db
    .selectFrom('runs')
    .select(RUN_COLUMNS)
    .select(selectKeys(keyset))
    .where(eb.and([...where, ...cut]))
    .limit(limit);
  keyset.keys.forEach(({ isDescending }, i) => {
    query = query.orderBy(sql.ref(`sort_${i}`), isDescending ? 'desc' : 'asc');
  });
  return (await query.execute()) as Sorted<RunHeadRow>[];
}

/** Whether a run is among the first so many by the first term, or equal to the last of them; nothing where all of them are. */
async function findCut(
  db: Kysely<Schema>,
  {
    keyset: { keys },
    where,
    limit,
  }: {
    readonly keyset: Keyset;
    readonly where: readonly Expression<SqlBool>[];
    readonly limit: number;
  },
): Promise<readonly Expression<SqlBool>[]> {
  const [rank, value] = keys as [Keyset['keys'][number], Keyset['keys'][number]];
  const last = await db
    .selectFrom('runs')
    .select(selectKeys({ keys: [rank, value], after: undefined }))
    .where(eb.and([...where]))
    .orderBy(sql.ref('sort_0'))
    .orderBy(sql.ref('sort_1'), value.isDescending ? 'desc' : 'asc')
    .limit(1)
    .offset(limit - 1)
    .executeTakeFirst();
  const { sort_0: lastRank, sort_1: lastValue } = (last ?? {}) as Partial<Sorted<object>>;
  if (lastRank === undefined || lastValue === undefined || lastValue === null) return [];
  return [
    eb.or([
      eb(rank.expression, '<', Number(lastRank)),
      eb.and([
        eb(rank.expression, '=', Number(lastRank)),
        eb(value.expression, value.isDescending ? '>=' : '<=', lastValue),
      ]),
    ]),
  ];
}
