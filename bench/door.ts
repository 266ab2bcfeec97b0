import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openApp } from '../packages/platform/src/app.ts';
import { runProject } from '../packages/platform/src/pipelines/index.ts';
import { load } from './http-load.ts';

/**
 * What does a schema of 15 columns cost a prediction? The same model without a schema, with one and clean rows, and with one
 * and a row that offends, turn by turn on one server; requests per second, and processor time of the server per request,
 * which other programs disturb less (Linux alone).
 */

const { values } = parseArgs({
  options: {
    seconds: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '7' },
    rows: { type: 'string', default: '1' },
    connections: { type: 'string', default: '1' },
  },
});
const BIN = fileURLToPath(new URL('../packages/platform/bin/kaizen.js', import.meta.url));
const CITIES = ['Bern', 'Basel', 'Genf', 'Chur'];
const TICKS_PER_SECOND = 100;

const folder = await mkdtemp(join(tmpdir(), 'kaizen-door-'));
const home = join(folder, 'home');
await writeFile(join(folder, 'rows.csv'), csv());
await train();
const server = spawn(
  process.execPath,
  ['--conditions=source', BIN, 'serve', '--port', '0', '--home', home],
  { stdio: ['ignore', 'pipe', 'ignore'] },
);
const [line] = (await once(server.stdout.setEncoding('utf8'), 'data')) as [string];
const port = Number(new URL(line.trim()).port);

const clean = Array.from({ length: Number(values.rows) }, (_, i) => rowOf(i));
const bad = clean.map((row, i) => (i === 0 ? { ...row, n0: 1e6 } : row));
const cases = [
  { title: 'no schema', model: 'plain', rows: clean },
  { title: 'schema, clean rows', model: 'checked', rows: clean },
  { title: 'schema, one row offends', model: 'checked', rows: bad },
].map((one) => ({
  title: one.title,
  target: {
    port,
    path: `/api/v1/models/${one.model}/predict`,
    body: JSON.stringify({ rows: one.rows }),
  },
  rates: [] as number[],
  costs: [] as number[],
}));
const how = { connections: Number(values.connections), forMs: Number(values.seconds) * 1000 };
try {
  for (let round = 0; round < 3; round++) for (const { target } of cases) await load(target, how);
  for (let round = 0; round < Number(values.rounds); round++) {
    for (const { target, rates, costs } of cases) {
      const [startedAt, before] = [performance.now(), await cpuMs()];
      const answered = (await load(target, how)).length;
      rates.push(answered / ((performance.now() - startedAt) / 1000));
      costs.push((1000 * ((await cpuMs()) - before)) / answered);
    }
  }
} finally {
  server.kill('SIGTERM');
  await once(server, 'close');
  await rm(folder, { recursive: true });
}
console.log(`${values.rows} row(s), ${values.connections} connection(s)`);
for (const { title, rates, costs } of cases)
  console.log(
    `${title.padEnd(26)} ${median(rates).toFixed(0).padStart(6)} requests/s  ${median(costs).toFixed(0).padStart(5)} µs of processor per request (least ${Math.min(...costs).toFixed(0)})`,
  );

function rowOf(i: number): Record<string, string | number | boolean> {
  const numbers = Array.from({ length: 8 }, (_, k) => [`n${k}`, ((i * (k + 3)) % 97) + 0.5]);
  const texts = Array.from({ length: 4 }, (_, k) => [
    `t${k}`,
    CITIES[(i * (k + 1) + k * Math.floor(i / 4)) % 4] ?? '',
  ]);
  const day = new Date(Date.UTC(2024, 0, 1 + (i % 300))).toISOString().slice(0, 10);
  return {
    ...Object.fromEntries([...numbers, ...texts]),
    whole: (i * 7) % 41,
    isNew: i % 3 === 0,
    day,
  };
}

function csv(): string {
  const rows = Array.from({ length: 500 }, (_, i) => ({
    ...rowOf(i),
    y: (i * 7919) % 101 > 50 ? 'yes' : 'no',
  }));
  return [Object.keys(rows[0] ?? {}).join(','), ...rows.map((row) => Object.values(row).join(','))]
    .join('\n')
    .concat('\n');
}

function schemaYaml(): string {
  const must = 'presence: { minShare: 1 }';
  return [
    'kaizenSchema: 1',
    'columns:',
    ...Array.from(
      { length: 8 },
      (_, k) => `  n${k}: { type: number, range: { min: 0, max: 100 }, ${must} }`,
    ),
    ...Array.from(
      { length: 4 },
      (_, k) => `  t${k}: { type: string, values: [${CITIES.join(', ')}], ${must} }`,
    ),
    `  whole: { type: integer, range: { min: 0, max: 40 }, ${must} }`,
    `  isNew: { type: boolean, ${must} }`,
    `  day: { type: date, range: { min: 2024-01-01, max: 2025-12-31 }, ${must} }`,
    '  y: { type: string, environments: { not: [serving] } }',
    '',
  ].join('\n');
}

async function train(): Promise<void> {
  const app = await openApp({ home });
  const yaml = schemaYaml();
  await app.handlers.schemas.put({ name: 'checked', yaml });
  for (const name of ['plain', 'checked'])
    await runProject(
      app,
      {
        name,
        data: 'rows.csv',
        target: 'y',
        search: { trials: 3, workers: 1 },
        gate: { betterThanBaseline: false },
        guardrails: { keep: Object.keys(rowOf(0)), leak: 'warn' },
      },
      { folder },
    );
  await app.close();
}

/** Processor time of the server. */
async function cpuMs(): Promise<number> {
  const stat = await readFile(`/proc/${server.pid}/stat`, 'utf8');
  const [user, system] = stat
    .slice(stat.lastIndexOf(')') + 2)
    .split(' ')
    .slice(11, 13);
  return (1000 * (Number(user) + Number(system))) / TICKS_PER_SECOND;
}

function median(numbers: readonly number[]): number {
  return numbers.toSorted((a, b) => a - b)[Math.floor(numbers.length / 2)] ?? Number.NaN;
}
