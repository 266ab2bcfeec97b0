/**
 * How much does tracking do beside MLflow's server, when both are asked the same by its protocol? Prints a table.
 *
 *   test/conformance/mlflow/make-clients.sh DIR
 *   node --conditions=source bench/tracking.ts --python DIR/bin/python
 *
 * The load shapes are those of MLflow-Go's benchmark: 20 keep-alive connections for 30 s. Servers run one after the other, each alone
 * with the generator, as they are started by default: MLflow with four processes, ours with one. Both flush every commit to the disk.
 */
import { execFile, spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { parseArgs, promisify } from 'node:util';
import { cpuOf } from './serving/cpu-of.ts';
import { bodyOfRun, CASES, type Case } from './tracking/cases.ts';
import { type Running, SERVERS, type ServerName, startServer, whyNot } from './tracking/servers.ts';

const { values } = parseArgs({
  options: {
    python: { type: 'string' },
    servers: { type: 'string', default: SERVERS.join(',') },
    cases: { type: 'string', default: '' },
    seconds: { type: 'string', default: '30' },
    connections: { type: 'string', default: '20' },
    runs: { type: 'string', default: '25000' },
    experiments: { type: 'string', default: '40' },
  },
});
const { python } = values;
const CONNECTIONS = Number(values.connections);
const N_RUNS = Number(values.runs);
const WARM_MS = 1000;
const GENERATOR = fileURLToPath(new URL('serving/generator.ts', import.meta.url));
const FILL = fileURLToPath(new URL('peers/tracking_fill.py', import.meta.url));

interface Measured {
  readonly nDone: number;
  /** All answers, those of the warm-up too. */
  readonly nAnswered: number;
  readonly nFailed: number;
  readonly failure?: string;
  readonly p50: number;
  readonly p99: number;
  /** Share of one processor that the generator used. */
  readonly busy: number;
}

const cases = CASES.filter(({ name }) => name.includes(values.cases));
const measured = new Map<string, Measured>();
const keyOf = (server: ServerName, { name }: Case) => `${server} ${name}`;

console.log(
  `${CONNECTIONS} connections, ${values.seconds} s, ${N_RUNS} runs, ${cpus().length} × ${cpus()[0]?.model}, Node ${process.versions.node}`,
);
for (const name of values.servers.split(',') as ServerName[]) {
  const reason = whyNot(name, python);
  if (reason === undefined) await measureServer(name);
  else console.log(`${name}: not measured, ${reason}`);
}
printTable();

async function measureServer(name: ServerName): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'kaizen-bench-'));
  {
    await using server = await startServer(name, { folder, python });
    console.log(`${name}: ${server.versions}`);
    const filledId = await fill(name, server);
    for (const each of cases) {
      const experimentId = await newExperiment(server, each.name);
      const runId = await newRun(server, experimentId);
      const usedBefore = cpuOf(server.pid);
      const found = await generate(server, each, each.bodies({ experimentId, runId, filledId }));
      const cpuMs = (cpuOf(server.pid) - usedBefore) / 1000 / found.nAnswered;
      measured.set(keyOf(name, each), found);
      const { nDone, nFailed, failure, p50, p99, busy } = found;
      console.log(
        `  ${each.name.padEnd(26)} ${String(nDone).padStart(8)} done, ${nFailed} failed, p50 ${p50.toFixed(1)} ms, p99 ${p99.toFixed(1)} ms, ${cpuMs.toFixed(2)} ms of processor each, generator ${Math.round(busy * 100)} % busy`,
      );
      if (failure !== undefined) console.log(`    the first that failed: ${failure}`);
    }
  }
  await rm(folder, { recursive: true, force: true });
}

/** Experiments, and one of many runs. @returns Its id. */
async function fill(name: ServerName, server: Running): Promise<string> {
  for (let i = 1; i < Number(values.experiments); i++) await newExperiment(server, `filled ${i}`);
  const id = await newExperiment(server, 'filled');
  const run = await newRun(server, id);
  const nCopies = N_RUNS - 1;
  if (name.startsWith('mlflow')) {
    const argv = [FILL, '--database', server.database, '--run', run, '--copies', String(nCopies)];
    await promisify(execFile)(python ?? '', argv);
    return id;
  }
  let left = nCopies;
  const create = async () => {
    while (left-- > 0) await newRun(server, id);
  };
  await Promise.all(Array.from({ length: CONNECTIONS }, create));
  return id;
}

async function generate(
  { port }: Running,
  { path, stamp }: Case,
  bodies: readonly string[],
): Promise<Measured> {
  const child = spawn(process.execPath, [GENERATOR], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(
    JSON.stringify({
      ...{ port, bodies, stamp, connections: CONNECTIONS, path: `/api/2.0/mlflow/${path}` },
      ...{ forMs: Number(values.seconds) * 1000, warmMs: WARM_MS },
    }),
  );
  return (await json(child.stdout)) as Measured;
}

async function newExperiment(server: Running, name: string): Promise<string> {
  const { experiment_id } = await ask<{ readonly experiment_id: string }>(
    server,
    'experiments/create',
    JSON.stringify({ name, tags: [{ key: 'description', value: 'k6 experiment' }] }),
  );
  return experiment_id;
}

async function newRun(server: Running, experimentId: string): Promise<string> {
  const { run } = await ask<{ readonly run: { readonly info: { readonly run_id: string } } }>(
    server,
    'runs/create',
    bodyOfRun(experimentId),
  );
  return run.info.run_id;
}

async function ask<Body>({ port }: Running, path: string, body: string): Promise<Body> {
  const headers = { 'content-type': 'application/json' };
  const url = `http://127.0.0.1:${port}/api/2.0/mlflow/${path}`;
  const answer = await fetch(url, { method: 'POST', headers, body });
  if (!answer.ok) throw new Error(`${path} answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Body;
}

/** What was completed, p50 / p99 in milliseconds, and how often ours completed what MLflow's did on the same database. */
function printTable(): void {
  const said = (server: ServerName, each: Case): string => {
    const found = measured.get(keyOf(server, each));
    if (found === undefined) return '–';
    const failed = found.nFailed === 0 ? '' : `, ${found.nFailed} failed`;
    return `${found.nDone} (${found.p50.toFixed(1)} / ${found.p99.toFixed(1)}${failed})`;
  };
  const ratio = (database: 'sqlite' | 'postgres', each: Case): string => {
    const [ours, theirs] = (['kaizen', 'mlflow'] as const).map(
      (who) => measured.get(keyOf(`${who}-${database}`, each))?.nDone ?? 0,
    );
    return ours && theirs ? `${(ours / theirs).toFixed(1)} ×` : '–';
  };
  const line = (cells: readonly string[]) => console.log(`| ${cells.join(' | ')} |`);
  line([
    'completed (p50 / p99 ms)',
    ...SERVERS,
    'on SQLite',
    'on PostgreSQL',
    'Go server, published',
  ]);
  line(Array.from({ length: SERVERS.length + 4 }, () => '---'));
  for (const each of cases)
    line([
      each.name,
      ...SERVERS.map((server) => said(server, each)),
      ratio('sqlite', each),
      ratio('postgres', each),
      each.goRatio === undefined ? 'deadlocks' : `${each.goRatio.toFixed(1)} ×`,
    ]);
}
