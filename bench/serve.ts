import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { openApp } from '../packages/platform/src/app.ts';
import { registerSampleModel } from '../packages/platform/src/testing/sample-model.ts';
import { ask, load, type Target } from './http-load.ts';

/** How fast does `kaizen` start, and how fast does it answer, beside a bare Node server that gives the same bytes? */

const { values } = parseArgs({
  options: {
    home: { type: 'string' },
    model: { type: 'string' },
    seconds: { type: 'string', default: '1' },
    rounds: { type: 'string', default: '5' },
    connections: { type: 'string', default: '16' },
    starts: { type: 'string', default: '9' },
  },
});
const forMs = Number(values.seconds) * 1000;
const connections = Number(values.connections);
const BIN = fileURLToPath(new URL('../packages/platform/bin/kaizen.js', import.meta.url));

const home = values.home ?? (await mkdtemp(join(tmpdir(), 'kaizen-bench-')));
const { name, estimator, row } = await modelOf(home);
console.log(
  `${name}: ${estimator}, ${Object.keys(row).length} columns, Node ${process.versions.node}\n`,
);

const rounds = Array.from({ length: Number(values.starts) });
const starts: [string, number[]][] = [
  ['node -e 0', []],
  ['kaizen --help', []],
  ['kaizen serve, spawn to first 200', []],
];
for (const _ of rounds) {
  starts[0]?.[1].push(await timeOf(() => run(['-e', '0'])));
  starts[1]?.[1].push(await timeOf(() => run(['--conditions=source', BIN, '--help'])));
  let running: Running | undefined;
  starts[2]?.[1].push(
    await timeOf(async () => {
      running = await startKaizen();
      await ask({ port: running.port, path: '/api/v1/health' });
    }),
  );
  await running?.stop();
}
printTable(
  ['start-up', 'median', 'best'],
  starts.map(([title, times]) => [
    title,
    `${quantile(times, 0.5).toFixed(0)} ms`,
    `${Math.min(...times).toFixed(0)} ms`,
  ]),
);

const kaizen = await startKaizen();
const path = `/api/v1/models/${encodeURIComponent(name)}/predict`;
const bodyOf = (n: number) => JSON.stringify({ rows: Array.from({ length: n }, () => row) });
const cases: { title: string; target: Target; bare: Target; stop: () => Promise<void> }[] = [];
for (const n of [1, 10, 100]) {
  const target = { port: kaizen.port, path, body: bodyOf(n) };
  const echo = await startBare(await ask(target));
  cases.push({
    title: `predict ${n} row${n === 1 ? '' : 's'}`,
    target,
    bare: { ...target, port: echo.port },
    stop: echo.stop,
  });
}
for (const many of [1, connections]) {
  const lines: string[][] = [];
  for (const { title, target, bare } of cases) {
    const ours: Measured = { times: [], rates: [] };
    const theirs: Measured = { times: [], rates: [] };
    await load(target, { connections: many, forMs });
    await load(bare, { connections: many, forMs });
    for (let round = 0; round < Number(values.rounds); round++) {
      await measure(ours, target, many);
      await measure(theirs, bare, many);
    }
    lines.push(
      ...[['kaizen', ours] as const, ['bare Node', theirs] as const].map(([who, measured]) => [
        title,
        who,
        ...[0.5, 0.99].map((q) => `${quantile(measured.times, q).toFixed(3)} ms`),
        quantile(measured.rates, 0.5).toFixed(0),
        (quantile(measured.rates, 0.5) / quantile(theirs.rates, 0.5)).toFixed(2),
      ]),
    );
  }
  console.log();
  printTable(
    [`${many} connection${many === 1 ? '' : 's'}`, '', 'p50', 'p99', 'requests/s', 'of bare'],
    lines,
  );
}
await kaizen.stop();
for (const { stop } of cases) await stop();
if (values.home === undefined) await rm(home, { recursive: true });

interface Measured {
  readonly times: number[];
  readonly rates: number[];
}

interface Running {
  readonly port: number;
  stop(): Promise<void>;
}

/** The model that is asked, and a typical row: the named or newest model of a home, or the sample model in a home without one. */
async function modelOf(home: string) {
  const app = await openApp({ home });
  if ((await app.store.models.count()) === 0) await registerSampleModel(app);
  const [newest] = (await app.handlers.models.list({ limit: 1 })).items;
  const name = values.model ?? newest?.name ?? '';
  const { signature, estimator } = await app.handlers.models.show({ name });
  await app.close();
  const row = Object.fromEntries(signature.inputs.map((field) => [field.name, field.typical]));
  return { name, estimator, row };
}

async function measure({ times, rates }: Measured, target: Target, many: number): Promise<void> {
  const startedAt = performance.now();
  const answered = await load(target, { connections: many, forMs });
  rates.push(answered.length / ((performance.now() - startedAt) / 1000));
  for (const time of answered) times.push(time);
}

async function timeOf(work: () => Promise<unknown>): Promise<number> {
  const startedAt = performance.now();
  await work();
  return performance.now() - startedAt;
}

async function run(argv: readonly string[]): Promise<void> {
  await once(spawn(process.execPath, argv, { stdio: 'ignore' }), 'close');
}

function startKaizen(): Promise<Running> {
  const argv = ['--conditions=source', BIN, 'serve', '--port', '0', '--home', home];
  return start(argv, (line) => Number(new URL(line).port));
}

/** A server in a process of its own that reads the body and gives back the bytes of a real answer. */
function startBare(bytes: string): Promise<Running> {
  const source = `
    const bytes = ${JSON.stringify(bytes)};
    require('node:http').createServer((request, response) => {
      request.resume().on('end', () => {
        response.writeHead(200, { 'content-type': 'application/json', 'content-length': Buffer.byteLength(bytes) });
        response.end(bytes);
      });
    }).listen(0, '127.0.0.1', function () { console.log(this.address().port); });`;
  return start(['-e', source], Number);
}

async function start(argv: readonly string[], toPort: (line: string) => number): Promise<Running> {
  const child = spawn(process.execPath, argv, { stdio: ['ignore', 'pipe', 'ignore'] });
  const [line] = (await once(child.stdout.setEncoding('utf8'), 'data')) as [string];
  return {
    port: toPort(line.trim()),
    async stop() {
      child.kill('SIGTERM');
      await once(child, 'close');
    },
  };
}

function quantile(times: readonly number[], q: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? Number.NaN;
}

function printTable(titles: readonly string[], rows: readonly (readonly string[])[]): void {
  const widths = titles.map((title, j) =>
    Math.max(title.length, ...rows.map((row) => row[j]?.length ?? 0)),
  );
  const isText = (j: number) => j === 0 || titles[j] === '';
  const line = (cells: readonly string[]) =>
    cells
      .map((cell, j) => (isText(j) ? cell.padEnd(widths[j] ?? 0) : cell.padStart(widths[j] ?? 0)))
      .join('  ');
  console.log([titles, ...rows].map(line).join('\n'));
}
