import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import type { RateLoad, RateReport } from './start-rate.ts';

/*
 * A process that sends one request over and over at a constant rate, over kept connections with one request in flight on each,
 * until its standard input ends. The time of a request counts from when it was due: coordinated omission.
 */

const asked = JSON.parse(process.argv[2] ?? '') as RateLoad;
const request = Buffer.from(
  `POST ${asked.path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: application/json\r\ncontent-length: ${Buffer.byteLength(asked.body)}\r\n\r\n${asked.body}`,
);
/** Requests that wait for a connection: behind that nothing more is sent, and the rate was not held. */
const MOST_WAITING = 20_000;
const TICK_MS = 1;

const latencies: number[] = [];
const byVersion: Record<string, number> = {};
const failures: string[] = [];
const waiting: number[] = [];
const idle: Socket[] = [];
let [nSent, nFailed, nLeftOut, mostWaiting] = [0, 0, 0, 0];
let isOver = false;

function fail(reason: string): void {
  nFailed += 1;
  if (failures.length < 5) failures.push(reason.slice(0, 300));
}

function settle(text: string, dueAt: number): void {
  latencies.push(performance.now() - dueAt);
  const version = /"version":(\d+)/.exec(text)?.[1] ?? '';
  const answer = text.slice(text.indexOf('"predictions":'));
  if (!text.startsWith('HTTP/1.1 200')) fail(text);
  else if (asked.answers[version] !== answer) fail(`version ${version} answered ${answer}`);
  else byVersion[version] = (byVersion[version] ?? 0) + 1;
}

async function open(): Promise<void> {
  const socket = connect(asked.port, '127.0.0.1');
  socket.setNoDelay(true);
  await once(socket, 'connect');
  let text = '';
  let dueAt = 0;
  socket.setEncoding('latin1');
  socket.on('data', (chunk: string) => {
    text += chunk;
    const end = text.indexOf('\r\n\r\n');
    if (end < 0) return;
    const length = Number(/content-length: (\d+)/i.exec(text)?.[1]);
    if (text.length < end + 4 + length) return;
    settle(text, dueAt);
    text = '';
    take();
  });
  socket.on('error', ({ message }) => fail(message));
  socket.on('close', () => {
    if (!isOver) fail('a connection was closed');
  });
  const take = (): void => {
    const next = waiting.shift();
    if (next === undefined) {
      idle.push(socket);
      return;
    }
    send(next);
  };
  const send = (due: number): void => {
    dueAt = due;
    nSent += 1;
    socket.write(request);
  };
  sends.set(socket, send);
  idle.push(socket);
}

const sends = new Map<Socket, (due: number) => void>();
await Promise.all(Array.from({ length: asked.connections }, open));
process.stdout.write('ready\n');
const ended = once(process.stdin.resume(), 'end');
void ended.then(() => {
  isOver = true;
});

const startedAt = performance.now();
let nDue = 0;
while (!isOver) {
  const now = performance.now();
  for (; startedAt + (nDue * 1000) / asked.ratePerSec <= now; nDue++) {
    const dueAt = startedAt + (nDue * 1000) / asked.ratePerSec;
    const socket = idle.pop();
    if (socket !== undefined) sends.get(socket)?.(dueAt);
    else if (waiting.length < MOST_WAITING) waiting.push(dueAt);
    else nLeftOut += 1;
  }
  mostWaiting = Math.max(mostWaiting, waiting.length);
  await sleep(TICK_MS);
}
const seconds = (performance.now() - startedAt) / 1000;
const nUnsent = waiting.length;
waiting.length = 0;
while (idle.length < asked.connections) await sleep(TICK_MS);
const sorted = Float64Array.from(latencies).sort();
const at = (q: number) => sorted[Math.min(sorted.length - 1, Math.floor(q * sorted.length))] ?? 0;
const report: RateReport = {
  ...{ seconds, nSent, nFailed, nLeftOut: nLeftOut + nUnsent, mostWaiting, byVersion, failures },
  ratePerSec: nSent / seconds,
  ...{ p50Ms: at(0.5), p99Ms: at(0.99), p999Ms: at(0.999), worstMs: at(1) },
};
process.stdout.write(`${JSON.stringify(report)}\n`, () => process.exit(0));
