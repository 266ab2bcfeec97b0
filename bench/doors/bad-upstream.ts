import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { type Chance, createChance } from '../../test/planted/fault.ts';
import { spoilBytes } from './spoil-bytes.ts';
import { BODY_MARK, spoilValue } from './spoil-value.ts';

/** A server that stands before another one, and answers as that does until it is told to be bad. */
export interface BadUpstream {
  readonly url: string;
  /** From now on most answers are garbage, late, cut or none. */
  turnBad(seed: number): void;
  close(): Promise<void>;
}

/**
 * Opens one before `target`; `/lookup` answers keys of customers by itself.
 *
 * @param target Root of the server that knows right answers.
 */
export async function openBadUpstream(target: string): Promise<BadUpstream> {
  let chance: Chance | undefined;
  const server = createServer((request, response) => {
    response.on('error', () => response.destroy());
    void answerOf(target, request).then(
      (right) =>
        chance === undefined ? sendRight(response, right) : sendBad(response, right, chance),
      () => response.destroy(),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}`,
    turnBad: (seed) => {
      chance = createChance(seed);
    },
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

interface Right {
  readonly status: number;
  readonly body: Buffer;
}

async function answerOf(target: string, request: IncomingMessage): Promise<Right> {
  const chunks: Buffer[] = [];
  for await (const chunk of request) chunks.push(chunk as Buffer);
  const given = Buffer.concat(chunks);
  if (request.url === '/lookup') {
    const { keys } = JSON.parse(given.toString('utf8')) as { readonly keys: readonly string[] };
    const rows = keys.map((key) => (key === 'none' ? null : { income: 10 * key.length }));
    return { status: 200, body: Buffer.from(JSON.stringify({ rows })) };
  }
  const answer = await fetch(target + String(request.url), {
    method: request.method ?? 'GET',
    headers: { 'content-type': 'application/json' },
    ...(given.length === 0 ? {} : { body: given }),
  });
  return { status: answer.status, body: Buffer.from(await answer.arrayBuffer()) };
}

function sendRight(response: ServerResponse, { status, body }: Right): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(body);
}

function sendBad(response: ServerResponse, right: Right, chance: Chance): void {
  const { status, body } = right;
  const json = { 'content-type': 'application/json' };
  switch (chance.below(14)) {
    case 0:
      return void response.destroy();
    case 1:
      return void response
        .writeHead(chance.pick([500, 503, 429, 400, 422, 404, 418]))
        .end('<html>');
    case 2:
      return void response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end();
    case 3:
      return void response.writeHead(status, json).end(body.subarray(0, chance.below(body.length)));
    case 4:
      return void response.writeHead(status, json).end(spoilBytes(body, chance));
    case 5:
      response.writeHead(status, { ...json, 'content-length': body.length + 50 }).write(body);
      return void setTimeout(() => response.destroy(), 20);
    case 6:
      response.writeHead(status, json).write(body.subarray(0, 5));
      return void setTimeout(() => response.destroy(), chance.pick([1, 30, 400]));
    case 7:
      return void setTimeout(() => sendRight(response, right), chance.pick([50, 250, 2000]));
    case 8:
      return void response.socket?.end('HTTP/1.1 200 OK\r\ncontent-length: x\r\n\r\n');
    case 9:
      return void response.writeHead(204).end();
    case 10:
      return void response.writeHead(status, { ...json, 'content-encoding': 'gzip' }).end(body);
    default: {
      const value = spoilValue(JSON.parse(body.toString('utf8')) as object, chance);
      response.writeHead(status, json).end(JSON.stringify(value).replaceAll(BODY_MARK, 'x'));
    }
  }
}
