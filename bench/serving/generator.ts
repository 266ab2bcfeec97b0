import { connect } from 'node:net';
import { json } from 'node:stream/consumers';

/**
 * Asks a server over keep-alive connections, one request in flight on each, in a process of its own.
 *
 * Reads `{ port, path, bodies, connections, forMs, warmMs, stamp }` and prints `{ requestsPerSec, nDone, nAnswered, p50, p99, p999, nFailed, failure, busy }`;
 * times in milliseconds. What is answered after the warm-up counts; every connection waits for its last answer, and of the first that
 * failed the beginning is told. Digits in bodies that are `stamp` become the next number with every request: no two are the same. `busy` is the share of its processor that the generator itself used: near 1 it is what was measured.
 */
interface Asked {
  readonly port: number;
  readonly path: string;
  readonly bodies: readonly string[];
  readonly connections: number;
  readonly forMs: number;
  readonly warmMs: number;
  readonly stamp?: string;
}

const { port, path, bodies, connections, forMs, warmMs, stamp } = (await json(
  process.stdin,
)) as Asked;
const requests = bodies.map((body) =>
  Buffer.from(
    `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1:${port}\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n\r\n${body}`,
  ),
);

/** Where the stamps of each request stand. */
const places = requests.map((request) => {
  const found: number[] = [];
  if (stamp === undefined) return found;
  for (let at = request.indexOf(stamp); at >= 0; at = request.indexOf(stamp, at + 1))
    found.push(at);
  return found;
});
let stamped = Number(stamp ?? 0);

/** The next request. Where it is stamped it is a copy, since the one before may not be sent yet. */
function nextRequest(): Buffer {
  const i = next++ % requests.length;
  const request = requests[i] as Buffer;
  if (stamp === undefined) return request;
  const fresh = Buffer.from(request);
  const digits = Buffer.from(String(++stamped));
  for (const at of places[i] ?? []) digits.copy(fresh, at);
  return fresh;
}

const times: number[] = [];
let nFailed = 0;
let nAnswered = 0;
let failure: string | undefined;
let next = 0;
let countFrom = Number.POSITIVE_INFINITY;
let until = Number.POSITIVE_INFINITY;
let lastAt = 0;

/** Sends requests on one connection, each when the answer before it is whole. */
function ask(): Promise<void> {
  return new Promise((resolve, reject) => {
    let sentAt = 0;
    let received: Buffer[] = [];
    let nBytes = 0;
    let nWanted = -1;
    const send = () => {
      received = [];
      [nBytes, nWanted] = [0, -1];
      sentAt = performance.now();
      socket.write(nextRequest());
    };
    const socket = connect({ port, host: '127.0.0.1', noDelay: true }, send);
    socket.on('error', reject);
    socket.on('data', (chunk: Buffer) => {
      received.push(chunk);
      nBytes += chunk.length;
      if (nWanted < 0) nWanted = lengthOf(received.length === 1 ? chunk : Buffer.concat(received));
      if (nWanted < 0 || nBytes < nWanted) return;
      const now = performance.now();
      nAnswered++;
      if (now >= countFrom) {
        times.push(now - sentAt);
        lastAt = now;
        if (received[0]?.toString('latin1', 9, 12) !== '200') {
          nFailed++;
          failure ??= Buffer.concat(received).toString('utf8', 0, 600);
        }
      }
      if (now < until) return send();
      socket.destroy();
      resolve();
    });
  });
}

/** Bytes of the answer with its head; -1 while the head is not whole. */
function lengthOf(bytes: Buffer): number {
  const end = bytes.indexOf('\r\n\r\n');
  if (end < 0) return -1;
  const length = /content-length: *(\d+)/i.exec(bytes.toString('latin1', 0, end))?.[1];
  if (length === undefined) throw new Error('an answer has no content-length');
  return end + 4 + Number(length);
}

const startedAt = performance.now();
countFrom = startedAt + warmMs;
until = countFrom + forMs;
const usedBefore = process.cpuUsage();
await Promise.all(Array.from({ length: connections }, ask));
const used = process.cpuUsage(usedBefore);
const tookMs = performance.now() - startedAt;
const sorted = Float64Array.from(times).sort();
const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))];
console.log(
  JSON.stringify({
    ...{ nDone: times.length - nFailed, nAnswered },
    requestsPerSec: times.length / (Math.max(forMs, lastAt - countFrom) / 1000),
    ...{ p50: at(0.5), p99: at(0.99), p999: at(0.999), nFailed, failure },
    busy: (used.user + used.system) / 1000 / tookMs,
  }),
);
