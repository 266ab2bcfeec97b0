import fc from 'fast-check';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as arbitrary from '../../../../../../test/search/arbitrary-search.ts';
import { meets } from '../../../../../../test/search/meets.ts';
import type { PlainRun } from '../../../../../../test/search/plain-run.ts';
import {
  openSearched,
  SEARCHED,
  type SearchedDatabase,
} from '../../../../../../test/search/searched-database.ts';
import { sortRuns } from '../../../../../../test/search/sort-runs.ts';
import type { Condition, Order } from '../../../tracking/search/condition.ts';
import { searchRuns } from './search-runs.ts';

let store: SearchedDatabase;
beforeAll(async () => {
  store = await openSearched();
});
beforeEach(() => store.clear());
afterAll(() => store[Symbol.dispose]());

const BARE: PlainRun = {
  id: 'bare',
  name: '',
  user: '',
  status: 'finished',
  artifactUri: '',
  startedAtMs: 1,
  endedAtMs: null,
  metrics: {},
  params: {},
  tags: {},
  datasets: [],
};

interface Asked {
  readonly condition?: Condition | undefined;
  readonly orders?: readonly Order[];
}

async function readPage(
  { condition, orders = [] }: Asked,
  page: { limit: number; after?: string | undefined },
) {
  const search = {
    experimentIds: [String(SEARCHED)],
    lifecycle: 'active',
    orders,
    ...(condition === undefined ? {} : { condition }),
  } as const;
  const { items, next } = await searchRuns(store.db, search, page);
  return { ids: items.map(({ id }) => id), next };
}

const idsOf = (runs: readonly PlainRun[]) => runs.map(({ id }) => id);

describe('searchRuns', () => {
  it('finds what a condition says of plain runs', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrary.runs,
        fc.array(arbitrary.condition, { minLength: 1, maxLength: 8 }),
        async (runs, conditions) => {
          await store.clear();
          await store.fill(runs);
          for (const condition of conditions) {
            const { ids } = await readPage({ condition }, { limit: 100 });
            const wanted = sortRuns(
              runs.filter((run) => meets(run, condition)),
              [],
            );
            expect(ids, JSON.stringify(condition)).toEqual(idsOf(wanted));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('sorts as plain runs are sorted, in pages of any length', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrary.runs,
        fc.array(arbitrary.orders, { minLength: 1, maxLength: 4 }),
        fc.integer({ min: 1, max: 6 }),
        async (runs, lists, limit) => {
          await store.clear();
          await store.fill(runs);
          for (const orders of lists) {
            const ids: string[] = [];
            let after: string | undefined;
            do {
              const page = await readPage({ orders }, { limit, after });
              ids.push(...page.ids);
              after = page.next;
            } while (after !== undefined);
            expect(ids, JSON.stringify(orders)).toEqual(idsOf(sortRuns(runs, orders)));
          }
        },
      ),
      { numRuns: 25 },
    );
  });

  it('gives each run once, in order, while others are added', async () => {
    await fc.assert(
      fc.asyncProperty(
        arbitrary.runs,
        arbitrary.runs,
        arbitrary.orders,
        async (runs, added, orders) => {
          await store.clear();
          await store.fill(runs);
          const waiting = added.map((run) => ({ ...run, id: `new-${run.id}` }));
          const ids: string[] = [];
          let after: string | undefined;
          do {
            const page = await readPage({ orders }, { limit: 2, after });
            ids.push(...page.ids);
            after = page.next;
            await store.fill(waiting.splice(0, 2));
          } while (after !== undefined);
          expect(new Set(ids).size).toBe(ids.length);
          expect(ids.filter((id) => !id.startsWith('new-'))).toEqual(idsOf(sortRuns(runs, orders)));
        },
      ),
      { numRuns: 20 },
    );
  });

  it('takes every value as a value', async () => {
    const nasty = `'; drop table runs; --"\`\\%_*?[`;
    await store.fill([{ ...BARE, id: 'nasty', name: nasty, params: { [nasty]: nasty } }, BARE]);
    const field = { of: 'param', key: nasty } as const;
    const asked: readonly Condition[] = [
      { kind: 'compare', field, by: '=', value: nasty },
      { kind: 'in', field, values: [nasty], isNegated: false },
      { kind: 'like', field, pattern: nasty, isCaseless: false, isNegated: false },
    ];
    store.asked.length = 0;
    for (const condition of asked)
      expect(
        (await readPage({ condition, orders: [{ field, isDescending: true }] }, { limit: 9 })).ids,
      ).toEqual(['nasty']);
    expect(store.asked.filter(({ sql }) => sql.includes('drop'))).toEqual([]);
  });

  it('has no words for a list of nothing', async () => {
    await store.fill([{ ...BARE, id: 'a', tags: { team: 'risk' } }, BARE]);
    const field = { of: 'tag', key: 'team' } as const;
    const find = (isNegated: boolean) =>
      readPage({ condition: { kind: 'in', field, values: [], isNegated } }, { limit: 9 });
    expect((await find(false)).ids).toEqual([]);
    expect((await find(true)).ids).toEqual(['a']);
  });
});

describe('searchRuns among many', () => {
  const N_RUNS = 6000;
  const orders = [{ field: { of: 'metric', key: 'acc' }, isDescending: true }] as const;

  /** Of three runs one has no `acc`, and of the others every seventh is not a number. */
  function fillMany(): PlainRun[] {
    const runs = Array.from({ length: N_RUNS }, (_, i): PlainRun => {
      const value = i % 7 === 0 ? Number.NaN : (i * 7919) % 1000;
      const metrics: Record<string, number> = i % 3 === 0 ? {} : { acc: value };
      return { ...BARE, id: `run-${i}`, startedAtMs: i % 50, metrics };
    });
    store.raw.exec('begin');
    const key = store.raw.prepare("insert into keys (name) values ('acc') on conflict do nothing");
    key.run();
    const insertRun = store.raw.prepare(
      `insert into runs (number, id, experiment, name, user_name, status, lifecycle, started_at, artifact_uri) values (?, ?, ${SEARCHED}, '', '', 'finished', 'active', ?, '')`,
    );
    const insertMetric = store.raw.prepare(
      "insert into latest_metrics (run, key, value, step, at, n_points) select ?, number, ?, 0, 0, 1 from keys where name = 'acc'",
    );
    runs.forEach(({ id, startedAtMs, metrics: { acc } }, i) => {
      insertRun.run(i + 1, id, startedAtMs);
      if (acc !== undefined) insertMetric.run(i + 1, Number.isNaN(acc) ? null : acc);
    });
    store.raw.exec('commit');
    return runs;
  }

  it('sorts by a metric as it sorts few', async () => {
    const wanted = idsOf(sortRuns(fillMany(), orders));
    const ids: string[] = [];
    let after: string | undefined;
    do {
      const page = await readPage({ orders }, { limit: 900, after });
      ids.push(...page.ids);
      after = page.next;
    } while (after !== undefined);
    expect(ids).toEqual(wanted);
  });

  it('reads a page of a metric from its index, and the first page of all from theirs', async () => {
    fillMany();
    const [first] = await plansOf(() => readPage({ orders }, { limit: 10 }));
    const token = (await readPage({ orders }, { limit: 10 })).next;
    const [second] = await plansOf(() => readPage({ orders }, { limit: 10, after: token }));
    const [newest] = await plansOf(() => readPage({}, { limit: 10 }));
    expect(first?.slice(0, 1)).toEqual([
      'SEARCH latest_metrics USING COVERING INDEX latest_metrics_by_value (key=? AND value>?)',
    ]);
    expect(second?.[0]).toContain('INDEX latest_metrics_by_value (key=? AND value');
    for (const plan of [first, second]) {
      expect(plan).toContain('USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY');
      expect(plan?.filter((step) => step.includes('SCAN'))).toEqual([]);
    }
    expect(newest).toEqual([
      'SEARCH runs USING INDEX runs_by_start (experiment=? AND lifecycle=?)',
    ]);
  });
});

/** The plans of what a call asks for rows of runs, each step as SQLite says it. */
async function plansOf(call: () => Promise<unknown>): Promise<readonly string[][]> {
  store.asked.length = 0;
  await call();
  return store.asked
    .filter(({ sql }) => sql.includes('"runs".*'))
    .map(({ sql, parameters }) =>
      store.raw
        .prepare(`explain query plan ${sql}`)
        .all(...(parameters as (string | number | null)[]))
        .map(({ detail }) => String(detail)),
    );
}
