import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { appendFile, chown, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PostgresPrograms } from './find-postgres.ts';

const run = promisify(execFile);

/** A PostgreSQL server for tests, whose superuser is `kaizen`. */
export interface Cluster extends AsyncDisposable {
  readonly port: number;
  /** Address of a store by its Unix socket, at which everyone of this machine is let in. */
  address(schema: string): string;
  /** Starts it again after `stop`, or with settings that were added. */
  start(): Promise<void>;
  /** `immediate` is a crash: nothing is written to the disk that is not there. */
  stop(mode: 'fast' | 'immediate'): Promise<void>;
  /** Adds lines to `postgresql.conf`; they hold after the next start. */
  set(...lines: readonly string[]): Promise<void>;
}

/** How a cluster differs from the usual one. */
export interface ClusterOptions {
  /** Folder of its files, which must be empty. Default: a new one. */
  readonly folder?: string;
  readonly settings?: readonly string[];
}

/**
 * Makes a cluster in a folder that goes with it and starts it.
 *
 * It flushes to the disk as a real one does. By TCP passwords are asked for. Where the server can, its own order of texts is that
 * of English, which is not that of their bytes.
 */
export async function startCluster(
  { folder: programs, major, runsAs }: PostgresPrograms,
  { folder, settings = [] }: ClusterOptions = {},
): Promise<Cluster> {
  const own = folder ?? (await mkdtemp(join(tmpdir(), 'kaizen-pg-')));
  const [files, port] = [join(own, 'data'), await freePort()];
  if (runsAs !== undefined) await chown(own, runsAs.uid, runsAs.gid);
  const call = async (program: string, ...args: readonly string[]) => {
    await run(join(programs, program), args, {
      ...runsAs,
      cwd: own,
      env: { PATH: '', LC_ALL: 'C.UTF-8' },
    });
  };
  const english = major >= 15 ? ['--locale-provider=icu', '--icu-locale=en-US'] : [];
  await call(
    'initdb',
    ...['-D', files, '-U', 'kaizen', '--auth-local=trust', '--auth-host=scram-sha-256'],
    ...['--pwfile', await passwordFile(own), '--encoding=UTF8', '--no-sync', ...english],
  );
  const set: Cluster['set'] = (...lines) =>
    appendFile(join(files, 'postgresql.conf'), `${lines.join('\n')}\n`);
  await set(
    `port = ${port}`,
    "listen_addresses = '127.0.0.1'",
    `unix_socket_directories = '${own}'`,
    'max_connections = 200',
    'deadlock_timeout = 100ms',
    ...settings,
  );
  const start = () =>
    call('pg_ctl', 'start', '--wait', '-D', files, '-l', join(own, 'server.log'), '--silent');
  const stop: Cluster['stop'] = (mode) =>
    call('pg_ctl', 'stop', '--wait', '-D', files, '-m', mode, '--silent');
  await start();
  let isRunning = true;
  return {
    port,
    address: (schema) =>
      `postgres://kaizen@${encodeURIComponent(own)}:${port}/postgres?schema=${schema}`,
    set,
    async start() {
      await start();
      isRunning = true;
    },
    async stop(mode) {
      await stop(mode);
      isRunning = false;
    },
    async [Symbol.asyncDispose]() {
      if (isRunning) await stop('immediate');
      await rm(own, { recursive: true, force: true });
    },
  };
}

/** The password of the user `kaizen` in clusters of tests. */
export const CLUSTER_PASSWORD = 'se:cr@et/p?ss';

async function passwordFile(folder: string): Promise<string> {
  const path = join(folder, 'password');
  await writeFile(path, CLUSTER_PASSWORD, { mode: 0o644 });
  return path;
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as { readonly port: number };
  server.close();
  await once(server, 'close');
  return port;
}
