import { Agent, request } from 'node:http';
import { connect } from 'node:net';
import { seededRandom } from '@kaizenml/ml/math';
import { createGrpcDoor } from './grpc-calls.ts';
import { SEEDS } from './seeds.ts';
import { type Spoiled, spoil } from './spoil.ts';

/** What was found. */
export interface Found {
  /** Answers by door and status. */
  readonly counts: ReadonlyMap<string, number>;
  /** Every answer that may not be: a sentence with the request that caused it. */
  readonly faults: readonly string[];
  readonly nRequests: number;
  /** Resident memory of the server after a third of the time and at the end, bytes. */
  readonly memory: { readonly before: number; readonly after: number };
}

export interface FuzzOptions {
  readonly url: string;
  readonly seconds: number;
  readonly seed: number;
  /** Stops at so many requests, if it comes first. */
  readonly maxRequests?: number;
}

/** Faults that are kept with their request. */
const MOST_FAULTS = 20;
const WORKERS = 4;
/** Memory may grow so much after the first third. */
const GROWTH = 1.3;
const GROWTH_BYTES = 64 * 1024 * 1024;
/** What no answer may hold: stacks, places of this machine, names of source files. */
const LEAK = /\n\s+at \S|node_modules|\/tmp\/|file:\/\/|\.ts:\d+|kaizen-sample/;

/** Sends spoiled requests to every door of a running server for so long. */
export async function fuzzDoors({
  url,
  seconds,
  seed,
  maxRequests = Number.POSITIVE_INFINITY,
}: FuzzOptions): Promise<Found> {
  const counts = new Map<string, number>();
  const faults: string[] = [];
  const until = performance.now() + seconds * 1000;
  const third = performance.now() + (seconds * 1000) / 3;
  let nRequests = 0;
  let before = 0;
  const agent = new Agent({ keepAlive: true, maxSockets: WORKERS });
  const isOver = () => performance.now() > until || nRequests >= maxRequests;
  const fault = (text: string) => {
    if (faults.length < MOST_FAULTS) faults.push(text);
  };
  const count = (door: string, status: string | number) => {
    nRequests++;
    const key = `${door} ${status}`;
    counts.set(key, (counts.get(key) ?? 0) + 1);
  };
  const workHttp = async (worker: number) => {
    const random = seededRandom(seed + worker);
    while (!isOver()) {
      const spoiled = spoil(
        SEEDS[Math.floor(random.next() * SEEDS.length)] as (typeof SEEDS)[0],
        random,
      );
      const { status, text } = await send(url, spoiled, agent);
      count(spoiled.door, status);
      if (Number(status) >= 500 || LEAK.test(text))
        fault(`${status} ${say(spoiled)} → ${text.slice(0, 400)}`);
      if (worker === 0 && before === 0 && performance.now() > third) before = await memoryOf(url);
    }
  };
  const workGrpc = async () => {
    const random = seededRandom(seed + 100);
    const door = createGrpcDoor(url);
    while (!isOver()) {
      const { status, code, message } = await door.call(random);
      count('gRPC', code === undefined && status !== '0' ? `${status} (library)` : status);
      if (code === 'INTERNAL' || LEAK.test(message)) fault(`gRPC ${status} ${code} ${message}`);
    }
    door.close();
  };
  const workRaw = async () => {
    const random = seededRandom(seed + 200);
    while (!isOver()) {
      const text = await sendRaw(url, random);
      count('bytes', text === '' ? 'closed' : (/^HTTP\/1\.1 (\d+)/.exec(text)?.[1] ?? 'HTTP/2'));
      if (/^HTTP\/1\.1 5/.test(text) || LEAK.test(text)) fault(`bytes → ${text.slice(0, 400)}`);
    }
  };
  const work = Array.from({ length: WORKERS }, (_, i) => workHttp(i));
  await Promise.all([...work, workGrpc(), workRaw()]);
  agent.destroy();
  const after = await memoryOf(url);
  const memory = { before: before === 0 ? after : before, after };
  if (memory.after > memory.before * GROWTH + GROWTH_BYTES)
    fault(`memory grew from ${memory.before} to ${memory.after} bytes`);
  return { counts, faults, nRequests, memory };
}

interface Got {
  readonly status: number | string;
  readonly text: string;
}

function send(url: string, { method, path, headers, body }: Spoiled, agent: Agent): Promise<Got> {
  return new Promise((resolve) => {
    const failed = (error: NodeJS.ErrnoException) =>
      resolve({ status: error.code ?? 'error', text: '' });
    try {
      const { 'transfer-encoding': chunked, ...others } = headers;
      const length =
        body === undefined || chunked !== undefined ? {} : { 'content-length': body.length };
      const asked = request(
        url + path,
        { method, agent, headers: { ...others, ...length } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              text: Buffer.concat(chunks).toString('latin1'),
            }),
          );
          response.on('error', failed);
        },
      );
      asked.on('error', failed);
      asked.setTimeout(20_000, () => {
        asked.destroy();
        resolve({ status: 599, text: 'no answer within 20 s' });
      });
      asked.end(body);
    } catch (thrown) {
      failed(thrown as NodeJS.ErrnoException);
    }
  });
}

const PIECES = [
  'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n',
  'PRI * HTTP/2.0\r\n\r\nXX\r\n\r\n',
  'GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n',
  'POST /v2/models/churn/infer HTTP/1.1\r\nhost: localhost\r\ncontent-length: 5\r\ncontent-length: 6\r\n\r\n',
  'GET http://evil/ HTTP/1.1\r\nhost: evil\r\n\r\n',
  'GET / HTTP/1.1\r\n',
  '\u0016\u0003\u0001\u0002\0\u0001\0\u0001\u00fc\u0003\u0003',
  '\0\0\u0004\u0008\0\0\0\0\0\0\0\0\0',
  '\0\0\0\u0004\0\0\0\0\0',
  '\u00ff\u00ff\u00ff\u0001\u0005\0\0\0\u0001',
];

/** Pieces of protocols on a bare socket. */
function sendRaw(url: string, random: { next(): number }): Promise<string> {
  return new Promise((resolve) => {
    const { hostname, port } = new URL(url);
    const socket = connect(Number(port), hostname);
    let text = '';
    socket.on('data', (chunk: Buffer) => {
      text += chunk.toString('latin1');
    });
    socket.on('error', () => socket.destroy()).on('close', () => resolve(text));
    const n = 1 + Math.floor(random.next() * 3);
    for (let i = 0; i < n; i++)
      socket.write(Buffer.from(PIECES[Math.floor(random.next() * PIECES.length)] ?? '', 'latin1'));
    if (random.next() < 0.5) socket.end();
    socket.setTimeout(200, () => socket.destroy());
  });
}

async function memoryOf(url: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  return Number(/^process_resident_memory_bytes (\S+)/m.exec(text)?.[1] ?? 0);
}

function say({ method, path, headers, body }: Spoiled): string {
  return `${method} ${path} ${JSON.stringify(headers)} ${JSON.stringify(body?.toString('latin1').slice(0, 600))}`;
}
