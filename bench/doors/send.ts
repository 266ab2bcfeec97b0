import { type Agent, request } from 'node:http';
import type { Got, Spoiled } from './request.ts';

const NONE = Buffer.alloc(0);
/** Longest time for an answer, milliseconds. */
const PATIENCE_MS = 20_000;

/** Sends a request as it is; what no client can send gives status 0. */
export function send(
  url: string,
  { method, path, headers, body }: Spoiled,
  agent: Agent,
): Promise<Got> {
  return new Promise((resolve) => {
    const end = (status: number) => resolve({ status, headers: {}, body: NONE });
    try {
      const { 'transfer-encoding': chunked, expect: _, ...others } = headers;
      const length =
        body === undefined || chunked !== undefined ? {} : { 'content-length': body.length };
      const asked = request(
        new URL(url),
        { method, path, agent, headers: { ...others, ...length } },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', () => end(0));
          response.on('end', () =>
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks),
            }),
          );
        },
      );
      asked.on('error', () => end(0));
      asked.setTimeout(PATIENCE_MS, () => {
        end(599);
        asked.destroy();
      });
      asked.end(body);
    } catch {
      end(0);
    }
  });
}
