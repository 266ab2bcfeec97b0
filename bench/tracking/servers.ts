import { execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { createServer } from 'node:net';
import { dirname, join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { findPostgres, startCluster } from '../../packages/platform/src/testing/postgres/index.ts';
import { version } from '../../packages/platform/src/version.ts';

/** Whose server, on which database. */
export const SERVERS = [
  'mlflow-sqlite',
  'kaizen-sqlite',
  'mlflow-postgres',
  'kaizen-postgres',
] as const;
export type ServerName = (typeof SERVERS)[number];

/** A server in a process of its own, with a database of its own. */
export interface Running extends AsyncDisposable {
  readonly port: number;
  readonly pid: number;
  /** Where MLflow's code finds its database. */
  readonly database: string;
  readonly versions: string;
}

const BIN = fileURLToPath(new URL('../../packages/platform/bin/kaizen.js', import.meta.url));
const READY_WITHIN_MS = 300_000;

/** Why a server cannot be measured here; undefined when it can. */
export function whyNot(name: ServerName, python: string | undefined): string | undefined {
  if (name.startsWith('mlflow') && python === undefined) return 'no --python with MLflow was given';
  if (!name.endsWith('postgres')) return undefined;
  const found = findPostgres();
  return 'missing' in found ? found.missing : undefined;
}

/** Starts one in a folder, as its documentation says, with nothing tuned. Databases flush every commit to the disk, as is their default. */
export async function startServer(
  name: ServerName,
  { folder, python = '' }: { readonly folder: string; readonly python: string | undefined },
): Promise<Running> {
  const stack = new AsyncDisposableStack();
  const port = await freePort();
  let database = `sqlite:///${join(folder, 'mlflow.db')}`;
  let store: readonly string[] = [];
  let versions = '';
  if (name.endsWith('postgres')) {
    const programs = findPostgres();
    if ('missing' in programs) throw new Error(programs.missing);
    const cluster = stack.use(await startCluster(programs));
    const address = new URL(cluster.address('kaizen'));
    store = ['--store', address.href];
    database = `postgresql+psycopg2://kaizen@/postgres?host=${decodeURIComponent(address.hostname)}&port=${cluster.port}`;
    versions = `, PostgreSQL ${programs.major}`;
  }
  const isOurs = name.startsWith('kaizen');
  const argv = isOurs
    ? [
        ...[process.execPath, '--conditions=source', BIN, 'serve', '--port', String(port)],
        ...['--home', join(folder, 'home'), ...store],
      ]
    : [
        ...[
          join(dirname(python), 'mlflow'),
          'server',
          '--host',
          '127.0.0.1',
          '--port',
          String(port),
        ],
        ...['--backend-store-uri', database, '--artifacts-destination', join(folder, 'artifacts')],
        '--uvicorn-opts=--no-access-log --log-level=error',
      ];
  const child = spawn(argv[0] ?? '', argv.slice(1), {
    env: { ...process.env, MLFLOW_DISABLE_TELEMETRY: 'true', KAIZEN_TOKEN: '' },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  stack.defer(async () => {
    if (child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  });
  await isReady(`http://127.0.0.1:${port}/${isOurs ? 'readyz' : 'health'}`, () => child.exitCode);
  const own = isOurs
    ? `${version}, Node ${process.versions.node}`
    : versionsOfPython(python, ['mlflow', 'sqlalchemy', 'uvicorn']);
  return {
    ...{ port, pid: child.pid ?? 0, database, versions: own + versions },
    [Symbol.asyncDispose]: () => stack.disposeAsync(),
  };
}

function versionsOfPython(python: string, names: readonly string[]): string {
  const script = `from importlib.metadata import version as v; print(', '.join(f'{n} {v(n)}' for n in ${JSON.stringify(names)}))`;
  return execFileSync(python, ['-c', script], { encoding: 'utf8' }).trim();
}

async function isReady(url: string, exitCode: () => number | null): Promise<void> {
  const until = performance.now() + READY_WITHIN_MS;
  while (performance.now() < until) {
    if (exitCode() !== null) throw new Error(`the server of ${url} ended with ${exitCode()}`);
    const answer = await fetch(url).catch(() => undefined);
    if (answer?.ok === true) return;
    await setTimeout(200);
  }
  throw new Error(`nothing answers at ${url}`);
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
}
