import fc from 'fast-check';
import type { Kysely } from 'kysely';
import { expect, it } from 'vitest';
import { openSearched } from '../../../../../../test/search/searched-database.ts';
import type { Schema } from '../../schema.ts';
import { createRuns } from './create-runs.ts';
import { createKeyNumbers } from './key-numbers.ts';
import { logBatches } from './log-batches.ts';
import { readWaiting } from './metrics/waiting-points.ts';

const RUNS = ['a', 'b', 'c'];
const TABLES = ['run_params', 'run_tags', 'latest_metrics', 'metric_chunks'] as const;

const points = fc.record({
  key: fc.constantFrom('loss', 'auc', 'lr'),
  value: fc.constantFrom(0, 1, -1, Number.NaN, Number.POSITIVE_INFINITY),
  step: fc.integer({ min: 0, max: 3 }),
  atMs: fc.integer({ min: 0, max: 2 }),
});
const stretch = fc
  .integer({ min: 200, max: 700 })
  .map((n) => Array.from({ length: n }, (_, i) => ({ key: 'long', value: i, step: i, atMs: i })));
const logs = fc.record({
  id: fc.constantFrom(...RUNS, 'gone', 'none'),
  batch: fc.record(
    {
      metrics: fc.oneof({ weight: 6, arbitrary: fc.array(points, { maxLength: 5 }) }, stretch),
      params: fc.dictionary(fc.constantFrom('lr', 'p', '__proto__'), fc.constantFrom('1', '2')),
      tags: fc.dictionary(fc.constantFrom('t', 'lr'), fc.constantFrom('x', 'y', null)),
    },
    { requiredKeys: [] },
  ),
});

it('leaves what the same batches leave one after the other', async () => {
  using searched = await openSearched();
  const { db } = searched;
  let nPairs = 0;
  const tools = { clock: { now: () => 0 }, nextId: () => '', keys: createKeyNumbers() };
  await fc.assert(
    fc.asyncProperty(fc.array(logs, { maxLength: 6 }), async (all) => {
      nPairs += 1;
      const [together, apart] = [`${nPairs}-together`, `${nPairs}-apart`];
      for (const pair of [together, apart]) {
        const ids = [...RUNS, 'gone'].map((id) => `${pair}-${id}`);
        const run = { experimentId: '0', name: '', user: '', startedAtMs: 0, tags: {} };
        await createRuns(
          db,
          tools,
          ids.map((id) => ({ ...run, id })),
        );
        await db
          .updateTable('runs')
          .set({ lifecycle: 'deleted' })
          .where('id', '=', `${pair}-gone`)
          .execute();
      }
      const of = (pair: string) => all.map((log) => ({ ...log, id: `${pair}-${log.id}` }));
      const once = codesOf(await logBatches(db, tools, of(together)));
      const each: unknown[] = [];
      for (const log of of(apart)) each.push(...codesOf(await logBatches(db, tools, [log])));
      expect(once).toEqual(each);
      expect(await rowsOf(db, together)).toEqual(await rowsOf(db, apart));
    }),
    { seed: 79, numRuns: 40 },
  );
});

function codesOf(outcomes: Awaited<ReturnType<typeof logBatches>>): unknown[] {
  return outcomes.map((outcome) => ('refused' in outcome ? outcome.refused.code : 'logged'));
}

async function rowsOf(db: Kysely<Schema>, pair: string): Promise<unknown> {
  const runs = await db
    .selectFrom('runs')
    .select(['number', 'id'])
    .where('id', 'like', `${pair}-%`)
    .orderBy('id')
    .execute();
  const rows: unknown[] = [];
  for (const { number } of runs) {
    for (const table of TABLES) rows.push(await partsOf(db, table, number));
    rows.push(await waitingOf(db, number));
  }
  return rows;
}

async function partsOf(
  db: Kysely<Schema>,
  table: (typeof TABLES)[number],
  number: number,
): Promise<unknown> {
  const rows = await db
    .selectFrom(table as 'latest_metrics')
    .selectAll()
    .where('run', '=', number)
    .orderBy('key')
    .execute();
  return rows.map((row) => ({ ...row, run: 0 }));
}

/** What is in no chunk, whether in rows or in pieces: that goes by what came together. */
async function waitingOf(db: Kysely<Schema>, run: number): Promise<unknown> {
  const keys = await db.selectFrom('keys').select('number').orderBy('number').execute();
  const waiting: unknown[] = [];
  for (const { number: key } of keys) waiting.push(await readWaiting(db, { run, key }));
  return waiting;
}
