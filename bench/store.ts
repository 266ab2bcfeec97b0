/** How fast is the store? Prints rates and times of the operations that people and pipelines wait for. */
import { DatabaseSync } from 'node:sqlite';
import { asId, type ExperimentName } from '@kaizenml/contracts';
import { openFileArtifacts } from '../packages/platform/src/artifacts/index.ts';
import { openFileLog } from '../packages/platform/src/predictions/index.ts';
import { openSqliteStore } from '../packages/platform/src/storage/index.ts';
import { tempHome } from '../packages/platform/src/testing/index.ts';

const N_RUNS = 100_000;
const N_TIMED_RUNS = 1000;
const N_APPENDS = 100_000;
const N_ARTIFACTS = 30;
const ONE_MB = 1 << 20;

await using temp = await tempHome();
const store = await openSqliteStore(temp.home.databasePath);
const metrics = Object.fromEntries(
  Array.from({ length: 10 }, (_, i) => [`metric-${i}`, { value: i / 7, low: 0, high: 1 }]),
);

async function createRun(): Promise<void> {
  const id = await store.runs.start({
    experiment: asId<ExperimentName>('bench'),
    name: 'bench',
    params: { seed: 1 },
    pid: process.pid,
  });
  await store.runs.logMetrics(id, metrics);
}

/** Adds runs like the timed ones, past the store and in one transaction, since only their number matters. */
function fill(nRuns: number): void {
  const database = new DatabaseSync(temp.home.databasePath);
  database.exec('begin immediate');
  const [sample = {}] = database.prepare('select * from runs limit 1').all();
  const { number, id: _, ...columns } = sample;
  const names = Object.keys(columns).join(', ');
  const run = database.prepare(
    `insert into runs (id, ${names}) select ?, ${names} from runs where number = ? returning number`,
  );
  const copies = ['latest_metrics', 'metric_points'].map((table) => {
    const [row = {}] = database.prepare(`select * from ${table} limit 1`).all();
    const [, ...rest] = Object.keys(row);
    return database.prepare(
      `insert into ${table} select ?, ${rest.join(', ')} from ${table} where run = ?`,
    );
  });
  for (let i = 0; i < nRuns; i++) {
    const made = run.get(String(i).padStart(26, '0'), number ?? null)?.number ?? null;
    for (const copy of copies) copy.run(made, number ?? null);
  }
  database.exec('commit');
  database.close();
}

async function timeMs(work: () => Promise<unknown>): Promise<number> {
  const startMs = performance.now();
  await work();
  return performance.now() - startMs;
}

async function medianMs(repeats: number, work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let i = 0; i < repeats; i++) times.push(await timeMs(work));
  return times.sort((a, b) => a - b)[repeats >> 1] ?? Number.NaN;
}

function print(what: string, value: number, unit: string): void {
  console.log(`${what.padEnd(52)} ${value.toFixed(value < 10 ? 2 : 0).padStart(9)} ${unit}`);
}

const createMs = await timeMs(async () => {
  for (let i = 0; i < N_TIMED_RUNS; i++) await createRun();
});
print('create a run and log 10 metrics (2 transactions)', (1000 * N_TIMED_RUNS) / createMs, '/s');

fill(N_RUNS - N_TIMED_RUNS);
print(
  `list the newest 1000 of ${N_RUNS} runs`,
  await medianMs(9, () => store.runs.list({}, { limit: 1000 })),
  'ms',
);
const { items } = await store.runs.list({}, { limit: 1 });
print(
  `show one of ${N_RUNS} runs`,
  await medianMs(99, () => store.runs.find(items[0]?.id ?? '')),
  'ms',
);
print(`count ${N_RUNS} runs`, await medianMs(9, () => store.runs.count()), 'ms');
await store.close();
print(
  'open the store',
  await medianMs(9, async () => (await openSqliteStore(temp.home.databasePath)).close()),
  'ms',
);

const artifacts = openFileArtifacts(temp.home);
let number = 0;
print(
  'put an artifact of 1 MB',
  await medianMs(N_ARTIFACTS, () => artifacts.putFile(new Uint8Array(ONE_MB).fill(number++))),
  'ms',
);

const log = openFileLog(temp.home);
const append = (i: number) =>
  log.append({
    requestId: `request-${i}`,
    at: new Date().toISOString(),
    endpoint: 'bench',
    version: 1,
    rows: [{ island: 'Biscoe', bill_length_mm: 46.1, body_mass_g: 4500 + i, sex: 'female' }],
    predictions: [{ prediction: 'Gentoo', probabilities: { Adelie: 0.01, Gentoo: 0.99 } }],
    latencyMs: 0.2,
  });
const burstMs = await timeMs(() =>
  Promise.all(Array.from({ length: N_APPENDS }, (_, i) => append(i))),
);
print('append predictions in a burst', (1000 * N_APPENDS) / burstMs, '/s');
print('append one prediction', await medianMs(2000, () => append(0)), 'ms');
print(
  'read the newest 10 000 logged rows',
  await medianMs(5, () => log.newest('bench', 10_000)),
  'ms',
);
print(
  `count ${N_APPENDS} logged rows for the first time`,
  await timeMs(() => openFileLog(temp.home).count('bench')),
  'ms',
);
await log.close();
