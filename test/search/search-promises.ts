import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { expect } from 'vitest';
import type { Condition, Order } from '../../packages/platform/src/filters/condition.ts';
import type { Schema } from '../../packages/platform/src/storage/schema.ts';
import { searchRuns } from '../../packages/platform/src/storage/tables/tracking/search-runs.ts';
import * as arbitrary from './arbitrary-search.ts';
import { meets } from './meets.ts';
import type { PlainRun } from './plain-run.ts';
import { clearRuns, fillRuns, SEARCHED } from './searched-database.ts';
import { sortRuns } from './sort-runs.ts';

/** What a search asks of the experiment `SEARCHED`. */
export interface Asked {
  readonly condition?: Condition | undefined;
  readonly orders?: readonly Order[];
}

/** Ids of a page of runs. */
export async function readIds(
  db: Kysely<Schema>,
  { condition, orders = [] }: Asked,
  page: { readonly limit: number; readonly after?: string | undefined },
): Promise<{ readonly ids: readonly string[]; readonly next?: string }> {
  const search = {
    experimentIds: [String(SEARCHED)],
    lifecycle: 'active',
    orders,
    ...(condition === undefined ? {} : { condition }),
  } as const;
  const { items, ...next } = await searchRuns(db, search, page);
  return { ids: items.map(({ id }) => id), ...next };
}

/** Ids of all runs, page by page. */
export async function readAllIds(
  db: Kysely<Schema>,
  asked: Asked,
  {
    limit,
    between = async () => undefined,
  }: { readonly limit: number; readonly between?: () => Promise<unknown> },
): Promise<readonly string[]> {
  const ids: string[] = [];
  let after: string | undefined;
  do {
    const page = await readIds(db, asked, { limit, after });
    ids.push(...page.ids);
    after = page.next;
    await between();
  } while (after !== undefined);
  return ids;
}

/** Ids of plain runs. */
export const idsOf = (runs: readonly PlainRun[]): string[] => runs.map(({ id }) => id);

/** What searches of runs promise on every database, for so many random stores. */
export function searchPromises(db: () => Kysely<Schema>, numRuns: number) {
  return [
    {
      promise: 'finds what a condition says of plain runs',
      run: () =>
        fc.assert(
          fc.asyncProperty(
            arbitrary.runs,
            fc.array(arbitrary.condition, { minLength: 1, maxLength: 8 }),
            async (runs, conditions) => {
              await clearRuns(db());
              await fillRuns(db(), runs);
              for (const condition of conditions) {
                const wanted = runs.filter((run) => meets(run, condition));
                const { ids } = await readIds(db(), { condition }, { limit: 100 });
                expect(ids, JSON.stringify(condition)).toEqual(idsOf(sortRuns(wanted, [])));
              }
            },
          ),
          { numRuns },
        ),
    },
    {
      promise: 'sorts as plain runs are sorted, in pages of any length',
      run: () =>
        fc.assert(
          fc.asyncProperty(
            arbitrary.runs,
            fc.array(arbitrary.orders, { minLength: 1, maxLength: 4 }),
            fc.integer({ min: 1, max: 6 }),
            async (runs, lists, limit) => {
              await clearRuns(db());
              await fillRuns(db(), runs);
              for (const orders of lists)
                expect(
                  await readAllIds(db(), { orders }, { limit }),
                  JSON.stringify(orders),
                ).toEqual(idsOf(sortRuns(runs, orders)));
            },
          ),
          { numRuns },
        ),
    },
    {
      promise: 'gives each run once, in order, while others are added',
      run: () =>
        fc.assert(
          fc.asyncProperty(
            arbitrary.runs,
            arbitrary.runs,
            arbitrary.orders,
            async (runs, added, orders) => {
              await clearRuns(db());
              await fillRuns(db(), runs);
              const waiting = added.map((run) => ({ ...run, id: `new-${run.id}` }));
              const between = () => fillRuns(db(), waiting.splice(0, 2));
              const ids = await readAllIds(db(), { orders }, { limit: 2, between });
              expect(new Set(ids).size).toBe(ids.length);
              expect(ids.filter((id) => !id.startsWith('new-'))).toEqual(
                idsOf(sortRuns(runs, orders)),
              );
            },
          ),
          { numRuns },
        ),
    },
  ];
}
