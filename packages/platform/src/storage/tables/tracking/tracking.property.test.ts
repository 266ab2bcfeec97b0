import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tempHome } from '../../../testing/index.ts';
import type { MetricPoint, RunBatch, TrackingStore } from '../../../tracking/store.ts';
import { openSqliteStore } from '../../index.ts';

const points = fc.record({
  key: fc.constantFrom('loss', 'auc', 'a b/c'),
  value: fc.oneof(
    fc.double().map((value) => value + 0),
    fc.constantFrom(0, 1, Number.NaN, Infinity, -Infinity),
  ),
  step: fc.oneof(fc.integer({ min: -2, max: 3 }), fc.integer({ min: 0, max: 2 ** 50 })),
  atMs: fc.oneof(fc.integer({ min: 0, max: 3 }), fc.integer({ min: 0, max: 2 ** 45 })),
});

const batches = fc.record(
  {
    metrics: fc.oneof(
      fc.array(points, { maxLength: 8 }),
      fc.tuple(points, fc.integer({ min: 300, max: 900 })).map(([first, n]) => repeated(first, n)),
    ),
    params: fc.dictionary(
      fc.constantFrom('lr', 'depth', '__proto__'),
      fc.constantFrom('1', '2', ''),
    ),
    tags: fc.dictionary(fc.constantFrom('a', 'b'), fc.option(fc.string({ maxLength: 3 }))),
  },
  { requiredKeys: [] },
);

type Action =
  | { readonly kind: 'log'; readonly batch: RunBatch }
  | { readonly kind: 'lifecycle'; readonly lifecycle: 'active' | 'deleted' };

const actions: fc.Arbitrary<Action> = fc.oneof(
  { weight: 8, arbitrary: batches.map((batch) => ({ kind: 'log' as const, batch })) },
  {
    weight: 1,
    arbitrary: fc
      .constantFrom('active' as const, 'deleted' as const)
      .map((lifecycle) => ({ kind: 'lifecycle' as const, lifecycle })),
  },
);

/** What a store must hold, kept as plainly as can be. */
function createMemory() {
  const history: MetricPoint[] = [];
  const params = new Map<string, string>();
  const tags = new Map<string, string>();
  let lifecycle = 'active';
  return {
    history,
    params,
    tags,
    /** @returns Whether it takes the action. */
    take(action: Action): boolean {
      if (action.kind === 'lifecycle') {
        if (lifecycle === action.lifecycle) return false;
        lifecycle = action.lifecycle;
        return true;
      }
      const { metrics = [], params: given = {}, tags: named = {} } = action.batch;
      if (lifecycle === 'deleted') return false;
      const changed = Object.entries(given).some(
        ([key, value]) => (params.get(key) ?? value) !== value,
      );
      if (changed) return false;
      for (const point of metrics)
        if (!history.some((known) => isSame(known, point))) history.push(point);
      for (const [key, value] of Object.entries(given)) params.set(key, value);
      for (const [key, value] of Object.entries(named))
        if (value === null) tags.delete(key);
        else tags.set(key, value);
      return true;
    },
  };
}

describe('tracking in tables', () => {
  it('holds what a plain list of everything that was logged holds', async () => {
    await using temp = await tempHome();
    const store = await openSqliteStore(temp.home.databasePath, { tracking: 'in-process' });
    await fc.assert(
      fc.asyncProperty(fc.array(actions, { maxLength: 8 }), async (all) => {
        const { tracking } = store;
        const run = { experimentId: '0', name: 'n', user: 'u', startedAtMs: 0, tags: {} };
        const { id } = await tracking.runs.create(run);
        const memory = createMemory();
        for (const action of all)
          expect(await take(tracking, id, action)).toBe(memory.take(action));
        await assertSame(tracking, id, memory);
      }),
      { seed: 7, numRuns: 12 },
    );
    await store.close();
  });
});

async function take(tracking: TrackingStore, id: string, action: Action): Promise<boolean> {
  const taken =
    action.kind === 'log'
      ? tracking.runs.log(id, action.batch)
      : tracking.runs.setLifecycle(id, action.lifecycle);
  return taken.then(
    () => true,
    (thrown: { readonly code?: string }) => {
      expect(['PARAM_CHANGED', 'RUN_STATE']).toContain(thrown.code);
      return false;
    },
  );
}

async function assertSame(
  tracking: TrackingStore,
  id: string,
  memory: ReturnType<typeof createMemory>,
): Promise<void> {
  const run = await tracking.runs.find(id);
  expect(new Map(Object.entries(run?.params ?? {}))).toEqual(memory.params);
  expect(new Map(Object.entries(run?.tags ?? {}))).toEqual(memory.tags);
  const byKey = Map.groupBy(memory.history, ({ key }) => key);
  expect(new Set(run?.metrics.map(({ key }) => key))).toEqual(new Set(byKey.keys()));
  for (const [key, logged] of byKey) {
    const { items } = await tracking.metrics.history(id, key, { limit: 100_000 });
    expect(items).toEqual(logged);
    expect(run?.metrics.find((point) => point.key === key)).toEqual(latestOf(logged));
    const sample = await tracking.metrics.sample(id, key, { maxPoints: 50 });
    expect(sample.length).toBeLessThanOrEqual(50);
    const numbers = (of: readonly MetricPoint[]) =>
      of.map(({ value }) => value).filter((value) => !Number.isNaN(value));
    expect(Math.max(...numbers(sample))).toBe(Math.max(...numbers(logged)));
    expect(Math.min(...numbers(sample))).toBe(Math.min(...numbers(logged)));
    expect(sample).toContainEqual(logged[0]);
    expect(sample).toContainEqual(logged.at(-1));
  }
}

function latestOf(logged: readonly MetricPoint[]): MetricPoint | undefined {
  const rank = ({ value }: MetricPoint) => (Number.isNaN(value) ? -1 : 0);
  return [...logged]
    .sort(
      (a, b) =>
        a.step - b.step ||
        a.atMs - b.atMs ||
        rank(a) - rank(b) ||
        (a.value < b.value ? -1 : Number(a.value > b.value)),
    )
    .at(-1);
}

function repeated(first: MetricPoint, n: number): MetricPoint[] {
  return Array.from({ length: n }, (_, i) => ({ ...first, step: i, atMs: i, value: Math.sin(i) }));
}

function isSame(a: MetricPoint, b: MetricPoint): boolean {
  const { key, step, atMs, value } = a;
  return key === b.key && step === b.step && atMs === b.atMs && Object.is(value, b.value);
}
