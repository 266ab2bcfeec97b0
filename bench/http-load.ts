import { once } from 'node:events';
import { connect, type Socket } from 'node:net';

/** What is asked, over and over. */
export interface Target {
  readonly port: number;
  readonly path: string;
  /** JSON body of a POST; undefined for a GET. */
  readonly body?: string;
}

/**
 * Asks over keep-alive connections, one request in flight on each, as long as told.
 *
 * It speaks HTTP/1.1 on bare sockets, so that the client costs little beside the server.
 *
 * @returns The time of every answer, milliseconds.
 */
export async function load(
  target: Target,
  { connections, forMs }: { readonly connections: number; readonly forMs: number },
): Promise<number[]> {
  const times: number[] = [];
  const until = performance.now() + forMs;
  const bytes = requestBytes(target);
  const workers = Array.from({ length: connections }, async () => {
    const socket = connect(target.port, '127.0.0.1');
    socket.setNoDelay(true);
    await once(socket, 'connect');
    while (performance.now() < until) {
      const startedAt = performance.now();
      await answer(socket, bytes);
      times.push(performance.now() - startedAt);
    }
    socket.destroy();
  });
  await Promise.all(workers);
  return times;
}

/** The body of one answer; anything but 200 is an error. */
export async function ask(target: Target): Promise<string> {
  const socket = connect(target.port, '127.0.0.1');
  await once(socket, 'connect');
  const body = await answer(socket, requestBytes(target));
  socket.destroy();
  return body;
}

function requestBytes({ path, body }: Target): Buffer {
  const head = `${body === undefined ? 'GET' : 'POST'} ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\n`;
  const type =
    body === undefined
      ? ''
      : `content-type: application/json\r\ncontent-length: ${Buffer.byteLength(body)}\r\n`;
  return Buffer.from(`${head}${type}\r\n${body ?? ''}`);
}

function answer(socket: Socket, bytes: Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    let received: Buffer = Buffer.alloc(0);
    const take = (chunk: Buffer) => {
      received = received.length === 0 ? chunk : Buffer.concat([received, chunk]);
      const end = received.indexOf('\r\n\r\n');
      if (end < 0) return;
      const head = received.toString('latin1', 0, end);
      const length = Number(/content-length: (\d+)/i.exec(head)?.[1]);
      if (received.length < end + 4 + length) return;
      socket.off('data', take);
      socket.off('error', reject);
      const body = received.toString('utf8', end + 4);
      if (head.startsWith('HTTP/1.1 200')) resolve(body);
      else reject(new Error(`${head}\n${body}`));
    };
    socket.on('data', take);
    socket.once('error', reject);
    socket.write(bytes);
  });
}
