import { DatabaseSync } from 'node:sqlite';
import fc from 'fast-check';
import { Kysely } from 'kysely';
import { describe, expect, it } from 'vitest';
import type { RunBatch } from '../../../tracking/store.ts';
import { migrate } from '../../migrate.ts';
import type { Schema } from '../../schema.ts';
import { createKeyNumbers, trackingOn } from '../../tables/tracking/index.ts';
import { NodeSqliteDialect } from '../dialect.ts';
import { createGroupWriter } from './group-writer.ts';
import { joinLogs } from './join-logs.ts';
import type { AskedCall } from './messages.ts';

const metrics = fc.array(
  fc.record({
    key: fc.constantFrom('loss', 'auc'),
    value: fc.integer({ min: 0, max: 3 }),
    step: fc.integer({ min: 0, max: 2 }),
    atMs: fc.integer({ min: 0, max: 2 }),
  }),
  { maxLength: 4 },
);

const params = fc.record({ depth: fc.constantFrom('1', '2') });
const tags = fc.record({ team: fc.constantFrom('a', 'b') });
const batches: fc.Arbitrary<RunBatch> = fc.oneof(
  { weight: 4, arbitrary: fc.record({ metrics }) },
  { weight: 1, arbitrary: fc.record({ metrics, params }) },
  { weight: 1, arbitrary: fc.record({ metrics, tags }) },
  { weight: 1, arbitrary: fc.record({ params }) },
);

/** A batch, and to which of three runs; the last one is deleted and takes nothing. */
const logs = fc.record({ run: fc.integer({ min: 0, max: 2 }), batch: batches });

const asked = (method: string, args: readonly unknown[], id = 0): AskedCall => ({
  ...{ id, call: { room: 'runs', method, args }, nowMs: 0, freshId: '' },
});

describe('a group of writes', () => {
  it('leaves what its calls leave one after the other, and answers as they do', async () => {
    const raw = new DatabaseSync(':memory:');
    const db = new Kysely<Schema>({ dialect: new NodeSqliteDialect(raw, ':memory:') });
    const clock = { now: () => 0 };
    await migrate(db, { clock, place: ':memory:' });
    const keys = createKeyNumbers();
    let nRuns = 0;
    const tracking = trackingOn(db, { clock, nextId: () => `run-${nRuns++}`, keys });
    const write = createGroupWriter({ db, keys });
    const threeRuns = async () => {
      const run = { experimentId: '0', name: 'n', user: 'u', startedAtMs: 0, tags: {} };
      const ids = [];
      for (let i = 0; i < 3; i++) ids.push((await tracking.runs.create(run)).id);
      await tracking.runs.setLifecycle(ids[2] ?? '', 'deleted');
      return ids;
    };
    const heldBy = (ids: readonly string[]) =>
      Promise.all(
        ids.map(async (id) => {
          const run = await tracking.runs.find(id);
          const histories = ['loss', 'auc'].map((key) =>
            tracking.metrics.history(id, key, { limit: 1000 }),
          );
          return [run?.params, run?.tags, run?.metrics, await Promise.all(histories)];
        }),
      );
    await fc.assert(
      fc.asyncProperty(fc.array(logs, { maxLength: 10 }), async (all) => {
        const [grouped, single] = [await threeRuns(), await threeRuns()];
        const calls = (ids: readonly string[]) =>
          all.map(({ run, batch }, i) => asked('log', [ids[run], batch], i));
        const answers = await write(calls(grouped));
        const expected = [];
        for (const call of calls(single)) expected.push(...(await write([call])));
        const codes = (of: typeof answers) =>
          of.map((each) => [each.id, 'failed' in each ? each.failed.code : 'given']);
        expect(codes(answers)).toEqual(codes(expected));
        expect(await heldBy(grouped)).toEqual(await heldBy(single));
      }),
      { seed: 7, numRuns: 25 },
    );
    await db.destroy();
  });
});

describe('joined logs', () => {
  it('are neighbours that log metrics alone to one run, in their order', () => {
    const pointOf = (id: number) => ({ key: 'm', value: id, step: 0, atMs: id });
    const log = (id: number, run: string, batch: RunBatch = { metrics: [pointOf(id)] }) =>
      asked('log', [run, batch], id);
    const withParams = log(3, 'a', { metrics: [], params: { depth: '1' } });
    const joined = joinLogs([log(0, 'a'), log(1, 'a'), log(2, 'b'), withParams, log(4, 'a')]);
    expect(joined.map(({ calls }) => calls.map(({ id }) => id))).toEqual([[0, 1], [2], [3], [4]]);
    expect(joined[0]?.asked.call.args).toEqual(['a', { metrics: [pointOf(0), pointOf(1)] }]);
    expect(joined[2]?.asked).toBe(withParams);
  });
});
