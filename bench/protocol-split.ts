/** What does it cost HTTP/1.1 that its port also takes HTTP/2? Keep-alive requests and fresh connections, with and without the look at the first bytes. */
import { createServer } from 'node:http';
import { type AddressInfo, connect } from 'node:net';
import { splitConnections } from '../packages/platform/src/server/grpc/split-connections.ts';
import { load } from './http-load.ts';

const FOR_MS = 2000;
const ROUNDS = 5;
const CONNECTIONS = 16;

/** Processor time of client and server together, microseconds per request: on a shared machine it is steadier than rates. */
async function cpuUsPer(work: () => Promise<number>): Promise<number> {
  const before = process.cpuUsage();
  const n = await work();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / n;
}

async function measure(isSplit: boolean) {
  const server = createServer((_, response) => response.end('{}'));
  if (isSplit)
    splitConnections(server, { toHttp2: (socket) => socket.destroy(), firstBytesMs: 30_000 });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const keep = (forMs: number) => load({ port, path: '/' }, { connections: CONNECTIONS, forMs });
  await keep(500);
  const kept = await cpuUsPer(async () => (await keep(FOR_MS)).length);
  const fresh = await cpuUsPer(() => freshConnections(port, FOR_MS));
  server.close();
  server.closeAllConnections();
  return { kept, fresh };
}

/** Connections of one request each that were answered. */
async function freshConnections(port: number, forMs: number): Promise<number> {
  const until = performance.now() + forMs;
  let n = 0;
  const worker = async () => {
    while (performance.now() < until) {
      await new Promise<void>((resolve, reject) => {
        const socket = connect(port, '127.0.0.1');
        socket
          .on('error', reject)
          .on('close', () => resolve())
          .resume();
        socket.write('GET / HTTP/1.1\r\nhost: localhost\r\nconnection: close\r\n\r\n');
      });
      n++;
    }
  };
  await Promise.all(Array.from({ length: 4 }, worker));
  return n;
}

console.log('round  split  us per kept-alive request  us per fresh connection');
for (let round = 0; round < ROUNDS; round++)
  for (const isSplit of round % 2 === 0 ? [false, true] : [true, false]) {
    const { kept, fresh } = await measure(isSplit);
    console.log(
      [
        String(round).padStart(5),
        String(isSplit).padEnd(5),
        kept.toFixed(1).padStart(25),
        fresh.toFixed(1).padStart(23),
      ].join('  '),
    );
  }
