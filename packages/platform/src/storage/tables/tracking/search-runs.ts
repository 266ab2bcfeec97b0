import { type Expression, expressionBuilder, type Kysely, type SqlBool, sql } from 'kysely';
import type { TrackedRuns } from '../../../tracking/store.ts';
import type { Page, PageRequest } from '../../page.ts';
import type { Schema } from '../../schema.ts';
import { toNumber } from './experiments.ts';
import { keyNumber } from './key-number.ts';
import {
  createKeyset,
  isAfter,
  type Keyset,
  type Sorted,
  selectKeys,
  toSortedPage,
} from './keyset.ts';
import { runTerm } from './order.ts';
import type { RunHeadRow } from './read-runs.ts';
import { type Reading, RUN_COLUMNS, readSorted } from './sorted-runs.ts';
import { runMeets } from './where.ts';

type Search = Parameters<TrackedRuns['search']>[0];

/** From so many runs on, walking the index of a metric is quicker than sorting them. */
const MANY_RUNS = 2000;
/** How many times as long as a page the first walk along the index is, and the second; few runs are found without it then. */
const WALKS = [4, 40];

const eb = expressionBuilder<Schema, 'runs'>();

const TIES = [
  { expression: eb.ref('runs.started_at'), isDescending: true, isIndexed: true },
  { expression: eb.ref('runs.id'), isDescending: false },
];

/**
 * Rows of runs, sorted and in pages.
 *
 * @cost A sort by a metric over many runs reads as many rows of its index as the page has, and those of runs that do not fit the
 * condition while those that do are many; any other one looks at every run of the experiments.
 */
export async function searchRuns(
  db: Kysely<Schema>,
  { experimentIds, condition, orders, lifecycle }: Search,
  page: PageRequest,
): Promise<Page<RunHeadRow>> {
  const keyset = createKeyset(
    { terms: orders.map((order) => runTerm(db, order)), ties: TIES },
    page,
  );
  const experiments = experimentIds.map(toNumber).filter((number) => number !== undefined);
  if (experiments.length === 0) return { items: [] };
  const wanted = [
    isOfOne(experiments),
    ...(lifecycle === 'all' ? [] : [eb('runs.lifecycle', '=', lifecycle)]),
    ...(condition === undefined ? [] : [runMeets(db, condition)]),
  ];
  const first = orders[0]?.field;
  const limit = page.limit + 1;
  const rows =
    first?.of === 'metric' && (await areMany(db, wanted.slice(0, 2)))
      ? await readByMetric(db, { key: first.key, keyset, wanted, limit })
      : await readSorted(db, { keyset, wanted, limit, isCutFirst: areCut(orders) });
  return toSortedPage(rows, keyset, page);
}

/** Whether runs are sorted by a column of theirs first, and among equals by what is looked up for each. */
function areCut([first, ...others]: Search['orders']): boolean {
  return first?.field.of === 'attribute' && others.some(({ field }) => field.of !== 'attribute');
}

/** A list of one is that one: PostgreSQL reads an index in its order for a value, and sorts what it finds for a list. */
function isOfOne(experiments: readonly number[]): Expression<SqlBool> {
  const [only] = experiments;
  return experiments.length === 1 && only !== undefined
    ? eb('runs.experiment', '=', only)
    : eb('runs.experiment', 'in', experiments);
}

/** A reading whose first key is a metric. */
interface Walking extends Reading {
  readonly key: string;
}

/**
 * Runs that have the metric come first, from its index by value; then, where they do not fill the page, NaN and the others.
 *
 * The index is walked where runs that are wanted are many, or lie close together in it. Where they do not, every step is a run looked
 * up in vain, and finding them before sorting is quicker.
 */
async function readByMetric(db: Kysely<Schema>, reading: Walking): Promise<Sorted<RunHeadRow>[]> {
  const { keyset, limit } = reading;
  if (keyset.after !== undefined && keyset.after[0] !== 0) return readUnvalued(db, reading);
  for (const times of WALKS) {
    const end = await findEnd(db, reading, times * limit);
    const rows = await readValued(db, reading, end);
    if (rows.length === limit) return rows;
    if (end === undefined) return withUnvalued(db, reading, rows);
  }
  if (!(await areMany(db, reading.wanted))) return readSorted(db, reading);
  return withUnvalued(db, reading, await readValued(db, reading, undefined));
}

/** The rows of a walk that has come to its end, and what fills the page after them. */
async function withUnvalued(
  db: Kysely<Schema>,
  reading: Walking,
  rows: Sorted<RunHeadRow>[],
): Promise<Sorted<RunHeadRow>[]> {
  const limit = reading.limit - rows.length;
  if (limit === 0) return rows;
  const keyset = { ...reading.keyset, after: undefined };
  return [...rows, ...(await readUnvalued(db, { ...reading, keyset, limit }))];
}

async function readUnvalued(db: Kysely<Schema>, reading: Walking): Promise<Sorted<RunHeadRow>[]> {
  const [rank, value] = reading.keyset.keys as [Keyset['keys'][number], Keyset['keys'][number]];
  const isUnvalued = [eb(rank.expression, '>', 0), eb(value.expression, 'is', null)];
  return readSorted(db, { ...reading, wanted: [...reading.wanted, ...isUnvalued] });
}

/** The value that a walk of so many steps ends before; undefined where there are fewer. */
async function findEnd(
  db: Kysely<Schema>,
  { key, keyset }: Walking,
  nWalked: number,
): Promise<number | undefined> {
  const { isDescending } = keyset.keys[1] as Keyset['keys'][number];
  const start = keyset.after?.[1] ?? null;
  let query = db
    .selectFrom('latest_metrics')
    .select('latest_metrics.value')
    .where('latest_metrics.key', '=', keyNumber(key))
    .where('latest_metrics.value', 'is not', null)
    .orderBy('latest_metrics.value', isDescending ? 'desc' : 'asc')
    .limit(1)
    .offset(nWalked);
  if (start !== null)
    query = query.where('latest_metrics.value', isDescending ? '<=' : '>=', Number(start));
  return (await query.executeTakeFirst())?.value ?? undefined;
}

async function readValued(
  db: Kysely<Schema>,
  { key, keyset, wanted, limit }: Walking,
  end: number | undefined,
): Promise<Sorted<RunHeadRow>[]> {
  const keys = keyset.keys.map((sortKey, i) => ({
    ...sortKey,
    ...(i === 0 ? { expression: sql<number>`0` } : {}),
    ...(i === 1
      ? { expression: sql.ref<number | null>('latest_metrics.value'), isIndexed: true }
      : {}),
  }));
  const after = isAfter({ keys: keys.slice(1), after: keyset.after?.slice(1) });
  // A cross join is walked from left to right.
  let query = db
    .selectFrom('latest_metrics')
    .crossJoin('runs')
    .select(RUN_COLUMNS)
    .select(selectKeys({ keys, after: undefined }))
    .whereRef('runs.number', '=', 'latest_metrics.run')
    .where('latest_metrics.key', '=', keyNumber(key))
    .where('latest_metrics.value', 'is not', null)
    .where(eb.and([...wanted, ...(after === undefined ? [] : [after])]))
    .limit(limit);
  if (end !== undefined)
    query = query.where('latest_metrics.value', keys[1]?.isDescending ? '>' : '<', end);
  keys.forEach(({ expression, isDescending }, i) => {
    if (i > 0)
      query = query.orderBy(
        i === 1 ? expression : sql.ref(`sort_${i}`),
        isDescending ? 'desc' : 'asc',
      );
  });
  return (await query.execute()) as unknown as Sorted<RunHeadRow>[];
}

async function areMany(
  db: Kysely<Schema>,
  wanted: readonly Expression<SqlBool>[],
): Promise<boolean> {
  const rows = await db
    .selectFrom('runs')
    .select('runs.number')
    .where(eb.and([...wanted]))
    .limit(1)
    .offset(MANY_RUNS)
    .execute();
  return rows.length > 0;
}
