import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, request, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { promisify } from 'node:util';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createIds, sha256, systemClock } from '../../../kit/index.ts';
import { contentChecks, type TempHome, tempHome } from '../../../testing/index.ts';
import { startS3Server } from '../../../testing/s3-server.ts';
import { createS3Client } from './s3-client.ts';
import { openS3Contents } from './s3-contents.ts';
import { readS3Place, type S3Place } from './s3-place.ts';

const server = await startS3Server();
const PART_BYTES = 5 * 1024 ** 2;
const KEYS = { AWS_ACCESS_KEY_ID: 'testing', AWS_SECRET_ACCESS_KEY: 'testing' };

/** What the line between us and the server does to a request. */
type Fault = (asked: IncomingMessage) => 'busy' | 'cut' | 'half' | undefined;

describe.skipIf(server === undefined)('openS3Contents (skipped without moto_server)', () => {
  let temp: TempHome;
  let line: Server;
  let fault: Fault = () => undefined;
  let asked: string[] = [];
  let place: S3Place;

  beforeAll(async () => {
    temp = await tempHome();
    line = lineTo(server?.url ?? '', (message) => {
      asked.push(`${message.method} ${message.url}`);
      return fault(message);
    }).listen(0, '127.0.0.1');
    await once(line, 'listening');
    const { port } = line.address() as AddressInfo;
    place = placeOf('s3://files/some dir/é+&/', `http://127.0.0.1:${port}`);
    await createS3Client(placeOf('s3://files', server?.url ?? ''), { clock: systemClock }).send({
      method: 'PUT',
    });
  });
  afterAll(async () => {
    line.close();
    line.closeAllConnections();
    await server?.stop();
    await temp[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    fault = () => undefined;
    asked = [];
  });

  const placeOf = (url: string, endpoint: string) =>
    readS3Place(url, { ...KEYS, AWS_ENDPOINT_URL_S3: endpoint });
  const clientOf = (where: S3Place) =>
    createS3Client(where, { clock: systemClock, waitsMs: [0, 0, 0] });
  const nextId = createIds();
  const contentsOf = (where: S3Place) =>
    openS3Contents({ client: clientOf(where), place: where, nextId, partBytes: PART_BYTES });
  const home = { newTempPath: () => temp.home.newTempPath() } as TempHome['home'];
  const keep = async (bytes: Uint8Array) => {
    const path = temp.home.newTempPath();
    await writeFile(path, bytes);
    return contentsOf(place).adopt({ path, sha256: sha256(bytes), sizeBytes: bytes.length });
  };
  const read = async (name: string, sizeBytes: number) => {
    const chunks: Buffer[] = [];
    for await (const chunk of await contentsOf(place).read(name, { sizeBytes }))
      chunks.push(Buffer.from(chunk as Uint8Array));
    return Buffer.concat(chunks);
  };

  it.each(
    contentChecks({
      open: async () => contentsOf(place),
      home,
      largeBytes: 2 * PART_BYTES + 2,
      damage: async (name) => {
        const client = clientOf(place);
        const whole = await client.send({ method: 'GET', key: name });
        const body = new Uint8Array(await whole.arrayBuffer());
        body[7] = (body[7] ?? 0) ^ 1;
        await client.send({ method: 'PUT', key: name, body });
      },
    }),
  )('$promise', ({ run }) => run());

  it('sends again what the server was too busy for, or never saw', async () => {
    const faults = ['busy', 'cut', 'busy'] as const;
    let n = 0;
    fault = () => faults[n++];
    const name = await keep(Buffer.from('text'));
    n = 0;
    expect((await read(name, 4)).toString()).toBe('text');
    expect(asked.filter((each) => each.startsWith('PUT'))).toHaveLength(4);
  });

  it('goes on with a read that breaks off, and gives all of it', async () => {
    const bytes = Buffer.alloc(11 * 1024 ** 2, 'some bytes of a file ');
    const name = await keep(bytes);
    let n = 0;
    fault = (message) => (message.method === 'GET' && n++ < 2 ? 'half' : undefined);
    expect((await read(name, bytes.length)).equals(bytes)).toBe(true);
    expect(asked.filter((each) => each.startsWith('GET'))).toHaveLength(3);
  });

  it('takes an upload back that fails in the middle', async () => {
    fault = (message) => (message.url?.includes('partNumber=2') ? 'busy' : undefined);
    await expect(keep(Buffer.alloc(2 * PART_BYTES + 1))).rejects.toMatchObject({
      code: 'ARTIFACTS_UNREACHABLE',
      message:
        's3://files/some dir/é+&/ must take PUT, got 503 SlowDown: Reduce your request rate.',
      details: { status: 503, code: 'SlowDown', method: 'PUT' },
    });
    const response = await clientOf(place).send({ method: 'GET', query: { uploads: '' } });
    expect(await response.text()).not.toContain('<UploadId>');
  });

  it('lists more than a page', async () => {
    const many = placeOf('s3://files/many', server?.url ?? '');
    const client = clientOf(many);
    const names = Array.from(
      { length: 1005 },
      (_, i) => `${String(i).padStart(64, '0')}.${'0'.repeat(26)}`,
    );
    for (let at = 0; at < names.length; at += 50)
      await Promise.all(
        names
          .slice(at, at + 50)
          .map((key) => client.send({ method: 'PUT', key, body: new Uint8Array([1]) })),
      );
    const listed: string[] = [];
    for await (const { name } of contentsOf(many).list()) listed.push(name);
    expect(listed.sort()).toEqual(names);
  });

  it('says what is wrong with a place', async () => {
    const nowhere = placeOf('s3://no-such-bucket', server?.url ?? '');
    const name = `${'0'.repeat(64)}.${'0'.repeat(26)}`;
    await expect(contentsOf(nowhere).read(name, { sizeBytes: 1 })).rejects.toMatchObject({
      code: 'ARTIFACTS_UNREACHABLE',
      details: { status: 404, code: 'NoSuchBucket' },
    });
    const gone = createServer().listen(0, '127.0.0.1');
    await once(gone, 'listening');
    const { port } = gone.address() as AddressInfo;
    await promisify(gone.close.bind(gone))();
    const dead = placeOf('s3://files', `http://127.0.0.1:${port}`);
    await expect(contentsOf(dead).sizeOf(name)).rejects.toMatchObject({
      code: 'ARTIFACTS_UNREACHABLE',
      message: `s3://files/ must answer at http://127.0.0.1:${port}, got ECONNREFUSED.`,
    });
  });
});

/** A line to a server that may be busy for it, cut the line before it, or end an answer in its half. */
function lineTo(url: string, faultOf: Fault): Server {
  return createServer((from, to) => {
    const fault = faultOf(from);
    if (fault === 'cut') return void from.socket.destroy();
    if (fault === 'busy') {
      from.resume();
      from.on('end', () => {
        to.writeHead(503).end(
          '<Error><Code>SlowDown</Code><Message>Reduce your request rate.</Message></Error>',
        );
      });
      return;
    }
    const { method, headers } = from;
    const asked = request(url + from.url, { method, headers }, (answer) => {
      to.writeHead(answer.statusCode ?? 500, answer.headers);
      if (fault !== 'half') return void answer.pipe(to);
      const half = Number(answer.headers['content-length']) / 2;
      let sent = 0;
      answer.on('data', (chunk: Buffer) => {
        to.write(chunk);
        if (sent < half && sent + chunk.length >= half) to.socket?.destroySoon();
        sent += chunk.length;
      });
    });
    asked.on('error', () => to.destroy());
    from.pipe(asked);
  });
}
