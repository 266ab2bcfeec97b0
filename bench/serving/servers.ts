import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { cpus } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Model } from './model.ts';

/** Who is asked, each with one process that answers. */
export const SERVERS = ['bare', 'kaizen', 'fastapi', 'mlflow', 'mlserver', 'bentoml'] as const;
export type ServerKind = (typeof SERVERS)[number];
/** A server with so many processes that answer: `kaizen-2`; without a number one. */
export type ServerName = ServerKind | `${Exclude<ServerKind, 'bare'>}-${number}`;

/** What a name says. */
export function readName(name: ServerName): {
  readonly kind: ServerKind;
  readonly nWorkers: number;
} {
  const [kind = '', n = '1'] = name.split('-');
  return { kind: kind as ServerKind, nWorkers: Number(n) };
}

/** A server in a process of its own. */
export interface Running {
  readonly name: ServerName;
  readonly pid: number;
  readonly port: number;
  readonly path: string;
  /** The body that asks for the answers to rows. */
  bodyOf(rows: readonly Row[]): string;
  /** The probabilities in an answer; undefined for a server that computes none. */
  readonly read: ((answer: string) => readonly number[]) | undefined;
  stop(): Promise<void>;
}

export type Row = Readonly<Record<string, number>>;

const BIN = fileURLToPath(new URL('../../packages/platform/bin/kaizen.js', import.meta.url));
const PEERS = fileURLToPath(new URL('../peers/serving', import.meta.url));
/** The processor of the server, where there is more than one; the other is that of who asks. */
export const SERVER_CPU = '0';

/** The processors of a server of several processes: all but that of who asks, where there are more than two. */
function cpusOf(nWorkers: number): string {
  if (nWorkers === 1) return SERVER_CPU;
  const n = cpus().length;
  return n > 2 ? `${SERVER_CPU},2-${n - 1}` : `0-${n - 1}`;
}
const READY_WITHIN_MS = 600_000;

interface Plan {
  readonly path: string;
  readonly argv: readonly string[];
  readonly env?: NodeJS.ProcessEnv;
  readonly cwd?: string;
  readonly bodyOf: Running['bodyOf'];
  readonly read: Running['read'];
}

const byName = (rows: readonly Row[]) => JSON.stringify({ rows });
const lists = (rows: readonly Row[]) => rows.map((row) => Object.values(row));

/** What each is started with, on a port, in its usual form: one thread of LightGBM per process where that can be said. */
function planOf(name: ServerName, port: number, { folder, home, answer }: Model): Plan {
  const { kind, nWorkers } = readName(name);
  const workers = String(nWorkers);
  const bin = (venv: string) => join(process.env.KAIZEN_SERVING_PEERS ?? '', venv, 'bin');
  const python = (venv: string) => join(bin(venv), 'python');
  const env = { MODEL: join(folder, 'model.txt'), OMP_NUM_THREADS: '1' };
  switch (kind) {
    case 'bare':
      return {
        ...{ path: '/', bodyOf: byName, read: undefined },
        argv: [process.execPath, fileURLToPath(new URL('bare.ts', import.meta.url)), String(port)],
        env: { ANSWER: answer },
      };
    case 'kaizen':
      return {
        ...{ path: '/api/v1/models/adult/predict', bodyOf: byName },
        argv: [
          ...[process.execPath, '--conditions=source', BIN, 'serve'],
          ...['--port', String(port), '--home', home, '--workers', workers],
        ],
        read: (text) =>
          JSON.parse(text).predictions.map(
            (each: { probabilities: Record<string, number> }) => each.probabilities['1'],
          ),
      };
    case 'fastapi':
      return {
        ...{ path: '/predict', bodyOf: byName, env, cwd: PEERS },
        argv: [
          ...[python('fastapi'), '-m', 'uvicorn', 'fastapi_app:app', '--no-access-log'],
          ...['--port', String(port), '--workers', workers],
        ],
        read: (text) => JSON.parse(text).predictions,
      };
    case 'mlflow':
      return {
        path: '/invocations',
        env: { ...env, PATH: `${bin('mlflow')}:${process.env.PATH}` },
        argv: [
          ...[python('mlflow'), '-m', 'mlflow', 'models', 'serve', '-m', join(folder, 'mlflow')],
          ...['--env-manager', 'local', '-w', workers, '-p', String(port)],
        ],
        bodyOf: (rows) =>
          JSON.stringify({
            dataframe_split: { columns: Object.keys(rows[0] ?? {}), data: lists(rows) },
          }),
        read: (text) => JSON.parse(text).predictions,
      };
    case 'mlserver':
      return {
        ...{ path: '/v2/models/adult/infer' },
        env: {
          ...env,
          MLSERVER_HTTP_PORT: String(port),
          MLSERVER_GRPC_PORT: String(port + 1),
          MLSERVER_METRICS_PORT: String(port + 2),
          MLSERVER_DEBUG: 'false',
          ...(nWorkers > 1 && { MLSERVER_PARALLEL_WORKERS: workers }),
        },
        argv: [join(bin('mlserver'), 'mlserver'), 'start', join(folder, 'mlserver')],
        bodyOf: (rows) =>
          JSON.stringify({
            inputs: [
              {
                ...{ name: 'x', datatype: 'FP64' },
                shape: [rows.length, Object.keys(rows[0] ?? {}).length],
                data: lists(rows).flat(),
              },
            ],
          }),
        read: (text) => JSON.parse(text).outputs[0].data,
      };
    case 'bentoml':
      return {
        ...{ path: '/predict', cwd: PEERS },
        env: { ...env, BENTOML_DO_NOT_TRACK: 'True', WORKERS: workers },
        argv: [
          ...[python('bentoml'), '-m', 'bentoml', 'serve', 'bentoml_service:Adult'],
          ...['-p', String(port)],
        ],
        bodyOf: (rows) => JSON.stringify({ rows: lists(rows) }),
        read: (text) => JSON.parse(text),
      };
  }
}

/** Starts a server on processors of its own, as far as there are some, and waits until it answers rows. */
export async function startServer(name: ServerName, model: Model): Promise<Running> {
  const port = await freePort();
  const plan = planOf(name, port, model);
  const child = spawn('taskset', ['-c', cpusOf(readName(name).nWorkers), ...plan.argv], {
    stdio: ['ignore', 'ignore', 'pipe'],
    env: { ...process.env, ...plan.env },
    cwd: plan.cwd,
    detached: true,
  });
  let said = '';
  child.stderr.setEncoding('utf8').on('data', (text: string) => {
    said = (said + text).slice(-2000);
  });
  const rows = JSON.parse(await readFile(join(model.folder, 'rows.json'), 'utf8')) as Row[];
  const body = plan.bodyOf(rows.slice(0, 1));
  const stop = async () => {
    if (child.exitCode !== null || child.pid === undefined) return;
    const closed = once(child, 'close');
    process.kill(-child.pid, 'SIGTERM');
    const timer = setTimeout(() => process.kill(-(child.pid ?? 0), 'SIGKILL'), 10_000);
    await closed;
    clearTimeout(timer);
  };
  const until = performance.now() + READY_WITHIN_MS;
  for (;;) {
    const answer = await fetch(`http://127.0.0.1:${port}${plan.path}`, {
      ...{ method: 'POST', body, headers: { 'content-type': 'application/json' } },
    }).catch(() => undefined);
    if (answer?.ok) {
      await answer.text();
      const { path, bodyOf, read } = plan;
      return { name, pid: child.pid ?? 0, port, path, bodyOf, read, stop };
    }
    if (performance.now() > until || child.exitCode !== null) {
      await stop();
      throw new Error(`${name} did not answer: ${(await answer?.text()) ?? ''}\n${said}`);
    }
    await new Promise((resolve) => setTimeout(resolve, 250));
  }
}

/** A port that nobody listens on; MLServer takes the next two as well. */
async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { port: number };
  server.close();
  await once(server, 'close');
  return port;
}
