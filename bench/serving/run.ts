import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { appendFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { json } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { cpuOf } from './cpu-of.ts';
import { type Model, openModel } from './model.ts';
import type { ServingResult } from './results.ts';
import { type Row, type Running, type ServerName, startServer } from './servers.ts';
import { versionOf } from './version-of.ts';

/** What is measured. */
export interface Plan {
  readonly servers: readonly ServerName[];
  readonly connections: readonly number[];
  readonly seconds: number;
  readonly rounds: number;
  readonly out: string;
}

/** The processor of who asks. */
const GENERATOR_CPU = '1';
const GENERATOR = fileURLToPath(new URL('generator.ts', import.meta.url));
const WARM_MS = 1000;
/** Largest difference of two probabilities of one model: libraries sum trees in other orders. */
const TOLERANCE = 1e-9;

/** Starts all servers, holds their answers against those of LightGBM, and asks them in turns, round by round. */
export async function runServing({ servers, connections, seconds, rounds, out }: Plan) {
  const model = await openModel();
  const rows = JSON.parse(await readFile(join(model.folder, 'rows.json'), 'utf8')) as Row[];
  const running: Running[] = [];
  try {
    for (const name of servers) {
      const started = await startServer(name, model).catch((thrown) => console.log(String(thrown)));
      if (started === undefined) continue;
      running.push(started);
      await assertSameAnswers(started, model, rows);
    }
    const loads = [
      ...connections.map((many) => ({ nRows: 1, connections: many })),
      { nRows: rows.length, connections: 1 },
    ];
    for (const load of loads)
      for (let round = 1; round <= rounds; round++)
        for (const server of running) {
          const cpuBefore = cpuOf(server.pid);
          const measured = await measure(server, rows, { ...load, seconds });
          const cpuUs = cpuOf(server.pid) - cpuBefore;
          const nRequests = (measured.requestsPerSec * (seconds * 1000 + WARM_MS)) / 1000;
          const result: ServingResult = {
            ...{ server: server.name, version: versionOf(server.name, model), round, ...load },
            ...{ seconds, ...measured, cpuUs: cpuUs / nRequests },
          };
          appendFileSync(out, `${JSON.stringify(result)}\n`);
          console.log(
            `${server.name} ${load.nRows} x ${load.connections}: ${measured.requestsPerSec.toFixed(0)}/s p99 ${measured.p99.toFixed(2)} ms`,
          );
        }
  } finally {
    for (const server of running) await server.stop();
  }
}

type Measured = Pick<ServingResult, 'requestsPerSec' | 'p50' | 'p99' | 'p999' | 'nFailed' | 'busy'>;

async function measure(
  { port, path, bodyOf }: Running,
  rows: readonly Row[],
  load: { readonly nRows: number; readonly connections: number; readonly seconds: number },
): Promise<Measured> {
  const { nRows, connections, seconds } = load;
  const bodies = nRows === 1 ? rows.map((row) => bodyOf([row])) : [bodyOf(rows)];
  const child = spawn('taskset', ['-c', GENERATOR_CPU, process.execPath, GENERATOR], {
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  child.stdin.end(
    JSON.stringify({ port, path, bodies, connections, forMs: seconds * 1000, warmMs: WARM_MS }),
  );
  const [measured] = await Promise.all([json(child.stdout), once(child, 'close')]);
  return measured as Measured;
}

/** A bench of servers that answer something else would be worth nothing. */
async function assertSameAnswers(
  { name, port, path, bodyOf, read }: Running,
  { folder }: Model,
  rows: readonly Row[],
): Promise<void> {
  if (read === undefined) return;
  const expected = JSON.parse(await readFile(join(folder, 'probabilities.json'), 'utf8'));
  const answer = await fetch(`http://127.0.0.1:${port}${path}`, {
    ...{ method: 'POST', body: bodyOf(rows), headers: { 'content-type': 'application/json' } },
  });
  const given = read(await answer.text());
  const worst = Math.max(...rows.map((_, i) => Math.abs((given[i] ?? 2) - expected[i])));
  if (given.length !== rows.length || worst > TOLERANCE)
    throw new Error(`${name} answers otherwise than LightGBM, by ${worst}`);
  console.log(`${name} answers as LightGBM does, within ${worst.toExponential(1)}`);
}
