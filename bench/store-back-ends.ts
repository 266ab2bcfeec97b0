/** What does a store in PostgreSQL cost beside the file? Prints times of single calls, and rates of many at once. */
import { asId, type ExperimentName, type ModelName } from '@kaizenml/contracts';
import {
  openPostgresStore,
  openSqliteStore,
  type Store,
} from '../packages/platform/src/storage/index.ts';
import { tempHome } from '../packages/platform/src/testing/index.ts';
import { findPostgres, startCluster } from '../packages/platform/src/testing/postgres/index.ts';

const N_TIMED = 100;
const N_AT_ONCE = 20;
const RATED_MS = 4000;

const programs = findPostgres();
if ('missing' in programs) throw new Error(`There is no PostgreSQL: ${programs.missing}.`);

const metrics = Object.fromEntries(
  Array.from({ length: 10 }, (_, i) => [`metric-${i}`, { value: i / 7, low: 0, high: 1 }]),
);

/** The calls that are timed, each of which may be repeated. */
async function callsOf(store: Store): Promise<Record<string, (i: number) => Promise<unknown>>> {
  const start = (i: number) =>
    store.runs.start({
      experiment: asId<ExperimentName>(`bench-${i % N_AT_ONCE}`),
      name: 'bench',
      params: { seed: i },
      pid: process.pid,
    });
  const id = await start(0);
  const { tracking } = store;
  const aTrackedRun = { experimentId: '0', name: 'bench', user: 'bench', startedAtMs: 0, tags: {} };
  const tracked = await Promise.all(
    Array.from({ length: N_AT_ONCE }, () => tracking.runs.create(aTrackedRun)),
  );
  let step = 0;
  const log = (nMetrics: number) => (i: number) =>
    tracking.runs.log(tracked[i % N_AT_ONCE]?.id ?? '', {
      metrics: Array.from({ length: nMetrics }, (_, m) => ({
        ...{ key: `metric-${m}`, value: Math.sin(i + m), atMs: Date.now(), step: step++ },
      })),
    });
  const setParams = (nParams: number) => async (i: number) =>
    tracking.runs.log((await tracking.runs.create(aTrackedRun)).id, {
      params: Object.fromEntries(Array.from({ length: nParams }, (_, p) => [`param-${p}`, `${i}`])),
    });
  return {
    'track a run': () => tracking.runs.create(aTrackedRun),
    'log a batch of 10': log(10),
    'log a batch of 500': log(500),
    'run of 10 params': setParams(10),
    'run of 100 params': setParams(100),
    'newest 100 runs': () =>
      tracking.runs.search(
        { experimentIds: ['0'], lifecycle: 'active', orders: [] },
        { limit: 100 },
      ),
    'start a run': start,
    'log 10 metrics': async (i) => store.runs.logMetrics(await own(start, i), metrics),
    'register a version': (i) =>
      store.models.register({
        ...{ name: asId<ModelName>(`bench-${i % N_AT_ONCE}`), task: 'binary', target: 'y' },
        ...{ estimator: 'ridge', runId: id, artifact: asId('0'.repeat(64)), metrics: {} },
        aliases: ['champion'],
      }),
    'find a model': () => store.models.find(asId('bench-0')),
    'find a run': () => store.runs.find(id),
    'list 20 runs': () => store.runs.list({}, { limit: 20 }),
  };
}

const runs = new Map<number, Promise<Awaited<ReturnType<Store['runs']['start']>>>>();
function own(start: (i: number) => ReturnType<Store['runs']['start']>, i: number) {
  const slot = i % N_AT_ONCE;
  const run = runs.get(slot) ?? start(slot);
  runs.set(slot, run);
  return run;
}

async function medianMs(call: (i: number) => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < N_TIMED; i++) {
    const startMs = performance.now();
    await call(i);
    times.push(performance.now() - startMs);
  }
  return times.sort((a, b) => a - b)[N_TIMED >> 1] ?? Number.NaN;
}

async function ratePerSec(call: (i: number) => Promise<unknown>): Promise<number> {
  let n = 0;
  const startMs = performance.now();
  await Promise.all(
    Array.from({ length: N_AT_ONCE }, async (_, caller) => {
      for (let i = 0; performance.now() < startMs + RATED_MS; i++) {
        await call(caller + i * N_AT_ONCE);
        n++;
      }
    }),
  );
  return (1000 * n) / (performance.now() - startMs);
}

await using temp = await tempHome();
await using cluster = await startCluster(programs);
for (const [name, store] of [
  ['SQLite', await openSqliteStore(temp.home.databasePath)],
  ['PostgreSQL', await openPostgresStore(cluster.address('bench'))],
] as const) {
  runs.clear();
  console.log(`\n${name}: one after the other, and ${N_AT_ONCE} at once`);
  for (const [what, call] of Object.entries(await callsOf(store))) {
    const oneMs = await medianMs(call);
    const rate = await ratePerSec(call);
    console.log(
      `${what.padEnd(20)} ${oneMs.toFixed(2).padStart(8)} ms ${rate.toFixed(0).padStart(8)} /s`,
    );
  }
  await store.close();
}
