import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import http from 'node:http';
import { fileURLToPath } from 'node:url';

const BIN = fileURLToPath(new URL('../../bin/kaizen.js', import.meta.url));

/** A `kaizen serve` of its own. */
export interface ServeProcess {
  readonly child: ChildProcess & { readonly pid: number };
  readonly url: string;
  /** What it has written so far. */
  readonly written: { readonly stdout: string; readonly stderr: string };
  readonly ended: Promise<[code: number | null, signal: string | null]>;
  /** Processes that it has started and that live. Linux alone. */
  workers(): readonly number[];
}

/** Starts `kaizen serve` on a free port and waits until it says where it is, or ends. */
export async function startServe(home: string, ...argv: string[]): Promise<ServeProcess> {
  const child = spawn(
    process.execPath,
    ['--conditions=source', BIN, 'serve', '--port', '0', ...argv],
    {
      env: { ...process.env, KAIZEN_HOME: home, NO_COLOR: '1' },
      stdio: ['ignore', 'pipe', 'pipe'],
    },
  );
  const written = { stdout: '', stderr: '' };
  for (const name of ['stdout', 'stderr'] as const)
    child[name].setEncoding('utf8').on('data', (chunk: string) => {
      written[name] += chunk;
    });
  const ended = once(child, 'close') as ServeProcess['ended'];
  const isOver = ended.then(() => true);
  while (!written.stdout.includes('\n'))
    if (await Promise.race([isOver, once(child.stdout, 'data').then(() => false)])) break;
  const [line = ''] = written.stdout.split('\n');
  const url = line.startsWith('{') ? (JSON.parse(written.stdout) as { url: string }).url : line;
  return {
    ...{ child: child as ServeProcess['child'], url, written, ended },
    workers: () => childrenOf(child.pid ?? 0),
  };
}

function childrenOf(pid: number): readonly number[] {
  const text = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
  return text === '' ? [] : text.split(' ').map(Number);
}

/** What was answered. */
export interface Answered {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  readonly body: unknown;
}

/** How something is asked. */
export interface AskOptions {
  readonly agent?: http.Agent;
  readonly method?: string;
  readonly body?: unknown;
  readonly headers?: Readonly<Record<string, string>>;
}

/** Asks over a connection of the agent. Rejects when the connection breaks. */
export function ask(
  url: string,
  { agent, method, body, headers }: AskOptions = {},
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const sent = body === undefined ? undefined : JSON.stringify(body);
    const request = http.request(
      url,
      {
        ...(agent === undefined ? {} : { agent }),
        method: method ?? (sent === undefined ? 'GET' : 'POST'),
        headers: {
          ...(sent === undefined ? {} : { 'content-type': 'application/json' }),
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.setEncoding('utf8').on('data', (chunk: string) => {
          text += chunk;
        });
        response.on('error', reject);
        response.on('end', () => {
          const isJson = /json/.test(response.headers['content-type'] ?? '');
          resolve({
            ...{ status: response.statusCode ?? 0, headers: response.headers },
            body: isJson && text !== '' ? JSON.parse(text) : text,
          });
        });
      },
    );
    request.on('error', reject);
    request.end(sent);
  });
}
