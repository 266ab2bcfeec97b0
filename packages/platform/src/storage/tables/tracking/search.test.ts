import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { meets } from '../../../../../../test/search/meets.ts';
import type { PlainRun } from '../../../../../../test/search/plain-run.ts';
import {
  idsOf,
  readAllIds,
  readIds,
  searchPromises,
} from '../../../../../../test/search/search-promises.ts';
import {
  clearRuns,
  fillRuns,
  openSearched,
  SEARCHED,
  type SearchedDatabase,
} from '../../../../../../test/search/searched-database.ts';
import { sortRuns } from '../../../../../../test/search/sort-runs.ts';
import type { Condition } from '../../../tracking/store.ts';

let store: SearchedDatabase;
beforeAll(async () => {
  store = await openSearched();
});
beforeEach(() => clearRuns(store.db));
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

describe('searchRuns', () => {
  it.each(searchPromises(() => store.db, 8))('$promise', ({ run }) => run());

  it('takes every value as a value', async () => {
    const nasty = `'; drop table runs; --"\`\\%_*?[`;
    await fillRuns(store.db, [
      { ...BARE, id: 'nasty', name: nasty, params: { [nasty]: nasty } },
      BARE,
    ]);
    const field = { of: 'param', key: nasty } as const;
    const asked: readonly Condition[] = [
      { kind: 'compare', field, by: '=', value: nasty },
      { kind: 'in', field, values: [nasty], isNegated: false },
      { kind: 'like', field, pattern: nasty, isCaseless: false, isNegated: false },
    ];
    store.asked.length = 0;
    for (const condition of asked)
      expect(
        (
          await readIds(
            store.db,
            { condition, orders: [{ field, isDescending: true }] },
            { limit: 9 },
          )
        ).ids,
      ).toEqual(['nasty']);
    expect(store.asked.filter(({ sql }) => sql.includes('drop'))).toEqual([]);
  });

  it('has no words for a list of nothing', async () => {
    await fillRuns(store.db, [{ ...BARE, id: 'a', tags: { team: 'risk' } }, BARE]);
    const field = { of: 'tag', key: 'team' } as const;
    const find = (isNegated: boolean) =>
      readIds(store.db, { condition: { kind: 'in', field, values: [], isNegated } }, { limit: 9 });
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
    const ids = await readAllIds(store.db, { orders }, { limit: 900 });
    expect(ids).toEqual(wanted);
  });

  it('sorts few of many by a metric, whether they lie close together or not', async () => {
    const runs = fillMany();
    for (const [by, value] of [
      ['=', 7],
      ['<', 25],
      ['>', 48],
    ] as const) {
      const field = { of: 'attribute', key: 'start_time' } as const;
      const condition: Condition = { kind: 'compare', field, by, value };
      for (const isDescending of [true, false]) {
        const order = [{ ...orders[0], isDescending }];
        const wanted = idsOf(sortRuns(runs, order).filter((run) => meets(run, condition)));
        const ids = await readAllIds(store.db, { condition, orders: order }, { limit: 60 });
        expect(ids).toEqual(wanted);
      }
    }
  });

  it('reads a page of a metric from its index, and the first page of all from theirs', async () => {
    fillMany();
    const [first] = await plansOf(() => readIds(store.db, { orders }, { limit: 10 }));
    const token = (await readIds(store.db, { orders }, { limit: 10 })).next;
    const [second] = await plansOf(() =>
      readIds(store.db, { orders }, { limit: 10, after: token }),
    );
    const [newest] = await plansOf(() => readIds(store.db, {}, { limit: 10 }));
    expect(first?.slice(0, 1)).toEqual([
      'SEARCH latest_metrics USING COVERING INDEX latest_metrics_by_value (key=? AND value>?)',
    ]);
    expect(second?.[0]).toContain('INDEX latest_metrics_by_value (key=? AND value');
    for (const plan of [first, second]) {
      expect(plan).toContain('USE TEMP B-TREE FOR LAST 2 TERMS OF ORDER BY');
      expect(plan?.filter((step) => step.includes('SCAN'))).toEqual([]);
    }
    const metrics = ['acc', 'loss'].map((key) => ({
      kind: 'compare' as const,
      field: { of: 'metric' as const, key },
      ...{ by: '>' as const, value: 0 },
    }));
    const both = await plansOf(() =>
      readIds(store.db, { condition: { kind: 'all', of: metrics }, orders }, { limit: 10 }),
    );
    // Two lists of runs that are looked up by one another would be as many lookups as there are pairs.
    expect(
      both.flat().filter((step) => step.includes('rowid=? AND') || step.includes('AND rowid=?')),
    ).toEqual([]);
    expect(both.at(-1)?.[0]).toBe(
      'SEARCH runs USING INDEX runs_by_start (experiment=? AND lifecycle=?)',
    );
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
    .filter(({ sql }) => sql.includes('"runs"."artifact_uri"'))
    .map(({ sql, parameters }) =>
      store.raw
        .prepare(`explain query plan ${sql}`)
        .all(...(parameters as (string | number | null)[]))
        .map(({ detail }) => String(detail)),
    );
}
