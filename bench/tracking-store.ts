/** How fast is tracking on SQLite, below any protocol? Prints batches per second of 20 callers, searches and samples. */
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { openSqliteStore } from '../packages/platform/src/storage/index.ts';
import { tempHome } from '../packages/platform/src/testing/index.ts';

const { values } = parseArgs({
  options: {
    callers: { type: 'string', default: '20' },
    seconds: { type: 'string', default: '5' },
    runs: { type: 'string', default: '100000' },
    points: { type: 'string', default: '1000000' },
  },
});
const N_CALLERS = Number(values.callers);
const SECONDS = Number(values.seconds);
const N_RUNS = Number(values.runs);
const N_POINTS = Number(values.points);
const MAX_BATCH = 1000;

await using temp = await tempHome();
const store = await openSqliteStore(temp.home.databasePath);
const { tracking } = store;

const aRun = () =>
  tracking.runs.create({
    experimentId: '0',
    name: 'bench',
    user: 'bench',
    startedAtMs: Date.now(),
    tags: {},
  });

/** Calls of all callers per second, each waiting for its answer before it asks again. */
async function perSecond(what: string, call: (caller: number, i: number) => Promise<unknown>) {
  const times: number[] = [];
  const endMs = performance.now() + SECONDS * 1000;
  await Promise.all(
    Array.from({ length: N_CALLERS }, async (_, caller) => {
      for (let i = 0; performance.now() < endMs; i++) {
        const startMs = performance.now();
        await call(caller, i);
        times.push(performance.now() - startMs);
      }
    }),
  );
  times.sort((a, b) => a - b);
  const p99 = times[Math.floor(times.length * 0.99)] ?? Number.NaN;
  print(what, times.length / SECONDS, `/s, p99 ${p99.toFixed(1)} ms`);
}

async function print3(what: string, work: () => Promise<unknown>): Promise<void> {
  const times: number[] = [];
  for (let i = 0; i < 3; i++) {
    const startMs = performance.now();
    await work();
    times.push(performance.now() - startMs);
  }
  print(what, times.sort((a, b) => a - b)[1] ?? Number.NaN, 'ms');
}

function print(what: string, value: number, unit: string): void {
  console.log(`${what.padEnd(52)} ${value.toFixed(value < 10 ? 2 : 0).padStart(9)} ${unit}`);
}

const { id: long } = await aRun();
await perSecond('create a run', aRun);
const runs = await Promise.all(Array.from({ length: N_CALLERS }, aRun));
for (const n of [10, 500])
  await perSecond(`log a batch of ${n} metrics`, (caller, i) =>
    tracking.runs.log(runs[caller]?.id ?? '', {
      metrics: Array.from({ length: n }, (_, m) => ({
        key: `metric-${m}`,
        value: Math.sin(i + m),
        atMs: Date.now(),
        step: i,
      })),
    }),
  );
await perSecond('log a param', (caller, i) =>
  tracking.runs.log(runs[caller]?.id ?? '', { params: { [`param-${i % 5000}`]: 'x' } }),
);

for (let i = 0; i < N_POINTS; i += MAX_BATCH)
  await tracking.runs.log(long, {
    metrics: Array.from({ length: Math.min(MAX_BATCH, N_POINTS - i) }, (_, j) => ({
      key: 'loss',
      value: Math.exp(-(i + j) / N_POINTS) + Math.sin(i + j) / 10,
      atMs: 1.7e12 + i + j,
      step: i + j,
    })),
  });
for (const maxPoints of [500, 2500])
  await print3(`${maxPoints} points that look like ${N_POINTS}`, () =>
    tracking.metrics.sample(long, 'loss', { maxPoints }),
  );
await print3('a page of 1000 of the history of a metric', () =>
  tracking.metrics.history(long, 'loss', { limit: 1000 }),
);

fill(N_RUNS);
const every = { experimentIds: ['0'], lifecycle: 'active' } as const;
const auc = { of: 'metric', key: 'auc' } as const;
const note = `of ${N_RUNS} runs`;
await print3(`the newest 100 ${note}`, () =>
  tracking.runs.search({ ...every, orders: [] }, { limit: 100 }),
);
const byMetric = { ...every, orders: [{ field: auc, isDescending: true }] };
await print3(`the best 100 by a metric ${note}`, () =>
  tracking.runs.search(byMetric, { limit: 100 }),
);
const { next } = await tracking.runs.search(byMetric, { limit: 1000 });
await print3('the next page of 100', () =>
  tracking.runs.search(byMetric, { limit: 100, ...(next === undefined ? {} : { after: next }) }),
);
await print3(`100 with a metric above a bound ${note}`, () =>
  tracking.runs.search(
    { ...every, orders: [], condition: { kind: 'compare', field: auc, by: '>', value: 0.99 } },
    { limit: 100 },
  ),
);
await print3(`100 by a metric, then by name ${note}`, () =>
  tracking.runs.search(
    {
      ...every,
      orders: [
        { field: { of: 'attribute', key: 'run_name' }, isDescending: false },
        { field: auc, isDescending: true },
      ],
    },
    { limit: 100 },
  ),
);
await store.close();

/** Adds runs with 10 metrics, past the store and in one transaction, since only their number matters. */
function fill(nRuns: number): void {
  const database = new DatabaseSync(temp.home.databasePath);
  database.exec('begin immediate');
  const key = database.prepare('insert or ignore into keys (name) values (?)');
  const keys = Array.from({ length: 10 }, (_, i) => (i === 0 ? 'auc' : `metric-${i}`)).map(
    (name) => {
      key.run(name);
      return database.prepare('select number from keys where name = ?').get(name)?.number ?? null;
    },
  );
  const run = database.prepare(
    `insert into runs (id, experiment, name, user_name, status, lifecycle, started_at, artifact_uri)
     values (?, 0, ?, 'u', 'finished', 'active', ?, '') returning number`,
  );
  const latest = database.prepare(
    'insert into latest_metrics (run, key, value, step, at, n_points) values (?, ?, ?, 0, 0, 1)',
  );
  for (let i = 0; i < nRuns; i++) {
    const number = run.get(`filled-${i}`, `run ${i % 100}`, 1e12 + i)?.number ?? null;
    for (const of of keys) latest.run(number, of, Math.random());
  }
  database.exec('commit');
  database.close();
}
