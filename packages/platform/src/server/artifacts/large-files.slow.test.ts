import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ServeProcess, startServe } from '../../testing/serve-process.ts';

const MIB = 1024 ** 2;
const SIZE_BYTES = 700 * MIB;
/** What a server may grow by while files go through it, whatever their size. */
const GROWTH_BYTES = 200 * MIB;

describe('a server through which large files go', () => {
  let home = '';
  let server: ServeProcess;

  beforeAll(async () => {
    home = await mkdtemp(join(tmpdir(), 'kaizen-large-'));
    server = await startServe(home);
  });
  afterAll(async () => {
    server.child.kill();
    await server.ended;
    await rm(home, { recursive: true, force: true });
  });

  /** Most memory that the server ever held. */
  const peakBytes = () => {
    const status = readFileSync(`/proc/${server.child.pid}/status`, 'utf8');
    return Number(/^VmHWM:\s*(\d+) kB/m.exec(status)?.[1]) * 1024;
  };
  const send = async (method: string, path: string, body: Readable) => {
    const sent = request(server.url + path, { method });
    const answered = once(sent, 'response');
    await pipeline(body, sent);
    const [answer] = await answered;
    let text = '';
    for await (const chunk of answer) text += chunk;
    return { status: answer.statusCode as number, headers: answer.headers, text };
  };
  const bytes = (sizeBytes: number) =>
    Readable.from(
      (function* () {
        for (let at = 0; at < sizeBytes; at += MIB) {
          const chunk = Buffer.alloc(Math.min(MIB, sizeBytes - at), 'some bytes ');
          chunk.writeUInt32LE(at / MIB);
          yield chunk;
        }
      })(),
    );

  it.skipIf(process.platform !== 'linux')(
    'holds no file in memory, up, down or in parts',
    async () => {
      const path = '/api/2.0/mlflow-artifacts/artifacts/1/r/artifacts/large.bin';
      expect((await send('PUT', path.replace('large', 'small'), bytes(8 * MIB))).status).toBe(200);
      const before = peakBytes();
      expect((await send('PUT', path, bytes(SIZE_BYTES))).text).toBe('{}');
      const down = await fetch(server.url + path);
      let arrived = 0;
      for await (const chunk of down.body as ReadableStream<Uint8Array>) arrived += chunk.length;
      expect(arrived).toBe(SIZE_BYTES);
      const folder = '/api/2.0/mlflow-artifacts/mpu';
      const post = async (verb: string, message: object) => {
        const response = await fetch(`${server.url}${folder}/${verb}/1/r/artifacts`, {
          method: 'POST',
          body: JSON.stringify(message),
        });
        return (await response.json()) as {
          readonly upload_id: string;
          readonly credentials: readonly { readonly url: string; readonly part_number: number }[];
        };
      };
      const { upload_id, credentials } = await post('create', { path: 'parts.bin', num_parts: 2 });
      const parts = [];
      for (const { url, part_number } of credentials) {
        const part = await send('PUT', new URL(url).pathname, bytes(SIZE_BYTES / 2));
        parts.push({ part_number, etag: part.headers.etag });
      }
      expect(await post('complete', { path: 'parts.bin', upload_id, parts })).toEqual({});
      expect(peakBytes() - before).toBeLessThan(GROWTH_BYTES);
    },
  );
});
