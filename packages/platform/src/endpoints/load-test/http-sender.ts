import * as http from 'node:http';
import * as https from 'node:https';

/** Where requests go, and how. */
export interface HttpTarget {
  readonly url: URL;
  readonly headers: Readonly<Record<string, string>>;
  /** Connections that are kept open and shared. */
  readonly connections: number;
}

/** Time after which a request has failed, milliseconds. */
const TIMEOUT_MS = 10_000;

/** Posts bodies in turn over kept connections. */
export interface HttpSender {
  /** True for the status 200, once the whole answer is there. */
  send(): Promise<boolean>;
  close(): void;
}

/** A sender that has no connection yet. @param bodies JSON, at least one. */
export function createHttpSender(
  { url, headers, connections }: HttpTarget,
  bodies: readonly string[],
): HttpSender {
  const client = url.protocol === 'https:' ? https : http;
  const agent = new client.Agent({ keepAlive: true, maxSockets: connections, scheduling: 'fifo' });
  const buffers = bodies.map((body) => Buffer.from(body));
  let next = 0;
  return {
    send: () =>
      new Promise((resolve) => {
        const body = buffers[next++ % buffers.length] as Buffer;
        const request = client.request(
          url,
          {
            agent,
            method: 'POST',
            timeout: TIMEOUT_MS,
            headers: {
              ...headers,
              'content-type': 'application/json',
              'content-length': body.length,
            },
          },
          (response) => {
            response.resume();
            response.on('close', () => resolve(response.complete && response.statusCode === 200));
          },
        );
        request.on('timeout', () => request.destroy());
        request.on('error', () => resolve(false));
        request.end(body);
      }),
    close: () => agent.destroy(),
  };
}
