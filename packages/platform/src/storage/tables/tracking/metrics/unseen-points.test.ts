import type { CompiledQuery } from 'kysely';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import {
  openSearched,
  type SearchedDatabase,
} from '../../../../../../../test/search/searched-database.ts';
import { createKeyNumbers } from '../key-numbers.ts';
import { trackingOn } from '../tracking-on.ts';

const N_POINTS = 512 * 20 + 40;

let store: SearchedDatabase;
beforeEach(async () => {
  store = await openSearched();
});
afterEach(() => store[Symbol.dispose]());

/** Points of two metrics, all at one step, as clients log that count no steps. */
const points = Array.from({ length: N_POINTS }, (_, i) =>
  ['loss', 'auc'].map((key) => ({ key, value: i, atMs: 1000 + i, step: 0 })),
);

async function filled() {
  const tools = { clock: { now: () => 0 }, nextId: () => 'r', keys: createKeyNumbers() };
  const tracking = trackingOn(store.db, tools);
  const run = { experimentId: '0', id: 'r', name: '', user: '', startedAtMs: 0, tags: {} };
  await tracking.runs.create(run);
  for (let from = 0; from < N_POINTS; from += 1000)
    await tracking.runs.log('r', { metrics: points.slice(from, from + 1000).flat() });
  return tracking;
}

/** How many rows the queries of a call gave of a table. */
async function rowsRead(table: string, call: () => Promise<unknown>): Promise<number> {
  store.asked.length = 0;
  await call();
  const isOfTable = ({ sql }: CompiledQuery) => sql.startsWith('select') && sql.includes(table);
  return store.asked
    .filter(isOfTable)
    .map(
      ({ sql, parameters }) =>
        store.raw.prepare(sql).all(...(parameters as readonly (string | number)[])).length,
    )
    .reduce((sum, n) => sum + n, 0);
}

describe('points that are sent again', () => {
  it('are looked for in the chunks of their time, however long the history is', async () => {
    const tracking = await filled();
    const again = () => tracking.runs.log('r', { metrics: points.slice(700, 720).flat() });
    expect(await rowsRead('"metric_chunks"', again)).toBe(2);
    const { items } = await tracking.metrics.history('r', 'loss', { limit: 20_000 });
    expect(items).toHaveLength(N_POINTS);
  });

  it('are looked for of all metrics of a run at once', async () => {
    const tracking = await filled();
    store.asked.length = 0;
    await tracking.runs.log('r', { metrics: points.slice(700, 720).flat() });
    expect(store.asked.filter(({ sql }) => sql.includes('"metric_chunks"'))).toHaveLength(1);
  });

  it('are found in chunks of which an older version did not write the times', async () => {
    const tracking = await filled();
    store.raw.exec('update metric_chunks set least_at = null, greatest_at = null');
    await tracking.runs.log('r', {
      metrics: [...points.slice(700, 720).flat(), { key: 'loss', value: 9, atMs: 3, step: 0 }],
    });
    const { items } = await tracking.metrics.history('r', 'loss', { limit: 20_000 });
    expect(items.slice(0, N_POINTS)).toEqual(points.map(([loss]) => loss));
    expect(items.slice(N_POINTS)).toEqual([{ key: 'loss', value: 9, atMs: 3, step: 0 }]);
  });
});
