/** How fast do the pages of runs get their answers over HTTP? Prints medians of five: by the clock, and of processors, which other programs slow down less. */
import { DatabaseSync } from 'node:sqlite';
import { parseArgs } from 'node:util';
import { openApp } from '../packages/platform/src/app.ts';
import { startServer } from '../packages/platform/src/server/index.ts';
import { tempHome } from '../packages/platform/src/testing/index.ts';

const { values } = parseArgs({
  options: {
    runs: { type: 'string', default: '100000' },
    metrics: { type: 'string', default: '20' },
    keys: { type: 'string', default: '12000' },
  },
});
const N_RUNS = Number(values.runs);
const N_METRICS = Number(values.metrics);
const N_KEYS = Number(values.keys);
const N_MODELS = 2000;
const LIMIT = 50;

await using temp = await tempHome();
const app = await openApp({ home: temp.home.path });
fill(temp.home.databasePath);
const server = await startServer(app, { port: 0 });

const search = (input: Readonly<Record<string, unknown>>) => () =>
  post('/api/v1/runs/search', {
    ...{ limit: LIMIT, fields: ['metrics.auc', 'metrics.metric_1', 'params.depth'] },
    ...input,
  });
await printMedian('the newest', search({}));
await printMedian('by a metric', search({ order: 'metrics.auc DESC' }));
const first = (await search({ order: 'metrics.auc DESC' })()) as { readonly next?: string };
await printMedian('its next page', search({ order: 'metrics.auc DESC', after: first.next }));
await printMedian('by a param', search({ order: 'params.depth ASC' }));
await printMedian('by name', search({ order: 'run_name ASC' }));
await printMedian('with a metric above a bound', search({ filter: 'metrics.auc > 0.99' }));
await printMedian('with a param', search({ filter: "params.depth = '3'" }));
await printMedian(
  'with a param and a metric, by a metric',
  search({ filter: "params.depth = '3' AND metrics.auc > 0.5", order: 'metrics.metric_1 ASC' }),
);
await printMedian('one that no run is', search({ filter: "params.depth = 'none'" }));
await printMedian('experiments', () => get('/api/v1/experiments?limit=1000'));
await printMedian(`a run of ${N_KEYS} metrics: itself`, () => get('/api/v1/runs/wide-run'));
await printMedian(`a run of ${N_KEYS} metrics: a page of them`, () =>
  get('/api/v1/runs/wide-run/metrics?limit=20'),
);
await printMedian(`a run of ${N_KEYS} metrics: found by name`, () =>
  get('/api/v1/runs/wide-run/metrics?limit=20&contains=119'),
);
const ids = Array.from({ length: 50 }, (_, i) => `filled-${i}`);
await printMedian(
  '50 runs to compare',
  search({ filter: `run_id IN (${ids.map((id) => `'${id}'`).join(', ')})` }),
);
await printMedian('50 runs × 4 curves', () =>
  post('/api/v1/runs/curves', { runs: ids, keys: ['auc', 'metric_1', 'metric_2', 'metric_3'] }),
);
await printMedian('by the values of a param', () =>
  post('/api/v1/runs/groups', { by: 'params.model', metrics: ['auc', 'metric_1'] }),
);
await printMedian('why one is better', () =>
  get('/api/v1/runs/filled-1/contrast?against=filled-2'),
);
await printMedian('lineage of a table that every run read', () =>
  get('/api/v1/lineage/graph?of=dataset:hub'),
);
await printMedian(`the first 50 of ${N_MODELS} models`, () => get('/api/v1/models?limit=50'));
await printMedian(`${N_MODELS} models by words`, () =>
  get('/api/v1/models?limit=50&words=north+12'),
);
await printMedian(`${N_MODELS} models by a filter`, () =>
  get(`/api/v1/models?limit=50&filter=${encodeURIComponent("tags.region = 'north'")}`),
);
await server.close();
await app.close();

async function printMedian(what: string, ask: () => Promise<unknown>): Promise<void> {
  const clocked: number[] = [];
  const worked: number[] = [];
  for (let i = 0; i < 5; i++) {
    const startMs = performance.now();
    const before = process.cpuUsage();
    await ask();
    const { user, system } = process.cpuUsage(before);
    clocked.push(performance.now() - startMs);
    worked.push((user + system) / 1000);
  }
  const [clock, work] = [clocked, worked].map((times) => times.sort((a, b) => a - b)[2] ?? 0);
  console.log(
    `${what.padEnd(46)} ${clock?.toFixed(0).padStart(6)} ms, of processors ${work?.toFixed(0).padStart(5)} ms`,
  );
}

async function get(path: string): Promise<unknown> {
  return await read(await fetch(server.url + path));
}

async function post(path: string, body: unknown): Promise<unknown> {
  const headers = { 'content-type': 'application/json' };
  return await read(
    await fetch(server.url + path, { method: 'POST', headers, body: JSON.stringify(body) }),
  );
}

async function read(response: Response): Promise<unknown> {
  const text = await response.text();
  if (!response.ok) throw new Error(text);
  return JSON.parse(text);
}

/** Adds runs past the store and in one transaction, since only their number matters; one of them has many metrics. */
function fill(path: string): void {
  const startMs = performance.now();
  const database = new DatabaseSync(path);
  database.exec('pragma synchronous = off; pragma cache_size = -400000; begin immediate');
  const insertKey = database.prepare('insert or ignore into keys (name) values (?)');
  const findKey = database.prepare('select number from keys where name = ?');
  const keyOf = (name: string) => {
    insertKey.run(name);
    return findKey.get(name)?.number ?? null;
  };
  const insertRun = database.prepare(
    `insert into runs (id, experiment, name, user_name, status, lifecycle, started_at, ended_at, artifact_uri)
     values (?, 0, ?, 'u', 'finished', 'active', ?, ?, '') returning number`,
  );
  const insertMetric = database.prepare(
    'insert into latest_metrics (run, key, value, step, at, n_points) values (?, ?, ?, 0, 0, 1)',
  );
  const insertParam = database.prepare('insert into run_params (run, key, value) values (?, ?, ?)');
  const metrics = Array.from({ length: N_METRICS }, (_, i) =>
    keyOf(i === 0 ? 'auc' : `metric_${i}`),
  );
  const params = ['depth', 'rate', 'model', 'seed', 'batch'].map(keyOf);
  for (let i = 0; i < N_RUNS; i++) {
    const number = insertRun.get(`filled-${i}`, `run ${i % 1000}`, 1e12 + i, 1e12 + i + 5)?.number;
    for (const key of metrics) insertMetric.run(number ?? null, key, Math.random());
    params.forEach((key, j) => {
      insertParam.run(number ?? null, key, String((i * (j + 1)) % (7 + j)));
    });
  }
  const wide = insertRun.get('wide-run', 'wide', 2e12, 2e12)?.number ?? null;
  for (let i = 0; i < N_KEYS; i++) insertMetric.run(wide, keyOf(`layer/${i}`), Math.random());
  fillLineage(database);
  fillModels(database);
  database.exec('commit; analyze');
  database.close();
  console.log(
    `${N_RUNS} runs × ${N_METRICS} metrics, filled in ${((performance.now() - startMs) / 1000).toFixed(0)} s\n`,
  );
}

/** A table that every run read; some of them made something. */
function fillLineage(database: DatabaseSync): void {
  const insert = database.prepare(
    'insert into lineage_edges (from_node, to_node, role) values (?, ?, ?)',
  );
  for (let i = 0; i < N_RUNS; i++) {
    insert.run('dataset:hub', `run:filled-${i}`, 'trained-on');
    if (i % 1000 === 0) insert.run(`run:filled-${i}`, `artifact:${i}`, 'produced');
  }
}

function fillModels(database: DatabaseSync): void {
  const insertModel = database.prepare(
    'insert into models (name, description, latest_version, created_at, updated_at) values (?, ?, 3, ?, ?)',
  );
  const insertTag = database.prepare('insert into model_tags (name, key, value) values (?, ?, ?)');
  for (let i = 0; i < N_MODELS; i++) {
    const at = new Date(1.7e12 + i * 1000).toISOString();
    insertModel.run(`model-${i}`, `Sales of shop ${i}, a week ahead.`, at, at);
    insertTag.run(`model-${i}`, 'region', i % 4 === 0 ? 'north' : 'south');
    insertTag.run(`model-${i}`, 'team', 'stores');
  }
}
