import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type DecodedSpan, decodeOtlp } from './decode-otlp.ts';

/** A collector of spans on this machine that takes what the protocol allows and nothing else. */
export interface Collector {
  readonly url: string;
  /** Spans that were taken, in their order. */
  readonly spans: DecodedSpan[];
  readonly resources: Readonly<Record<string, unknown>>[];
  /** What was asked, whether it was taken or not. */
  readonly requests: { readonly path: string; readonly headers: IncomingHttpHeaders }[];
  /** Statuses that the next requests get instead of being taken. */
  readonly refusals: number[];
  readonly close: () => Promise<void>;
}

export async function openCollector(): Promise<Collector> {
  const [spans, resources, requests, refusals]: [
    DecodedSpan[],
    Readonly<Record<string, unknown>>[],
    Collector['requests'],
    number[],
  ] = [[], [], [], []];
  const server = createServer(async (request, response) => {
    const parts: Buffer[] = [];
    for await (const part of request) parts.push(part as Buffer);
    requests.push({ path: request.url ?? '', headers: request.headers });
    const refusal = refusals.shift();
    if (refusal !== undefined) {
      response.writeHead(refusal, { 'retry-after': '0.001' }).end();
      return;
    }
    try {
      const decoded = decodeOtlp(JSON.parse(Buffer.concat(parts).toString('utf8')));
      for (const { resource, spans: some } of decoded) {
        resources.push(resource);
        spans.push(...some);
      }
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    } catch (thrown) {
      response.writeHead(400).end(String(thrown));
    }
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    ...{ spans, resources, requests, refusals },
    async close() {
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
}
