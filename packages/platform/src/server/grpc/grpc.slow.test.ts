import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { get } from 'node:https';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect as connectTls } from 'node:tls';
import { fileURLToPath } from 'node:url';
import { credentials, status } from '@grpc/grpc-js';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { App } from '../../app.ts';
import { createLog } from '../../kit/index.ts';
import { connectGrpc, type GrpcClient } from '../../testing/grpc-client.ts';
import { openSampleApp, type SampleApp } from '../../testing/sample-app.ts';
import { type RunningServer, type ServerOptions, startServer } from '../server.ts';

const TOKEN = 'a-token-of-24-characters';
const ROW = { months: 3, plan: 'basic', calls: 2 };
const ASK = {
  model_name: 'churn',
  id: 'mine',
  inputs: [
    { name: 'months', datatype: 'FP64', shape: [1], contents: { fp64_contents: [3] } },
    {
      name: 'plan',
      datatype: 'BYTES',
      shape: [1],
      contents: { bytes_contents: [Buffer.from('basic')] },
    },
    { name: 'calls', datatype: 'FP64', shape: [1], contents: { fp64_contents: [2] } },
  ],
};

describe('gRPC on the port of HTTP', () => {
  let app: SampleApp;
  const ends: (() => unknown)[] = [];
  beforeAll(async () => {
    app = await openSampleApp();
  });
  afterEach(async () => {
    for (const end of ends.splice(0).reverse()) await end();
  });
  afterAll(() => app.dispose());

  const start = async (options: ServerOptions = {}, served: App = app): Promise<RunningServer> => {
    const log = createLog({ level: 'silent' });
    const server = await startServer(served, { port: 0, log, ...options });
    ends.push(() => server.close());
    return server;
  };
  const client = (
    server: RunningServer,
    ...how: Parameters<typeof credentials.createSsl>
  ): GrpcClient => {
    const made = connectGrpc(
      `127.0.0.1:${server.port}`,
      how.length === 0 ? credentials.createInsecure() : credentials.createSsl(...how),
    );
    ends.push(() => made.close());
    return made;
  };
  const overHttp = async (server: RunningServer, headers: Record<string, string> = {}) => {
    const answer = await fetch(`${server.url}/api/v1/models/churn/predict`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ rows: [ROW] }),
    });
    return (await answer.json()) as { predictions: { prediction: string }[] };
  };

  it('answers what HTTP answers, and both log it', async () => {
    const server = await start();
    const before = await app.predictionLog.count('churn');
    const { code, response } = await client(server).call('ModelInfer', ASK);
    expect(code).toBe(status.OK);
    expect(response).toMatchObject({ model_name: 'churn', model_version: '1', id: 'mine' });
    const [expected] = (await overHttp(server)).predictions;
    const [prediction] = response.outputs as { contents: { bytes_contents: Buffer[] } }[];
    expect(String(prediction?.contents.bytes_contents[0])).toBe(expected?.prediction);
    expect((await app.predictionLog.count('churn')).nRows).toBe(before.nRows + 2);
  });

  it('tells the two apart however their first bytes arrive', async () => {
    const server = await start();
    const preface = 'PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n';
    const settings = Buffer.from('000000040000000000', 'hex');
    const pieces = async (bytes: Buffer, cut: number) => {
      const socket = connect(server.port, '127.0.0.1');
      await once(socket, 'connect');
      socket.setNoDelay();
      socket.write(bytes.subarray(0, cut));
      await new Promise((resolve) => setImmediate(resolve));
      socket.write(bytes.subarray(cut));
      const [first] = (await once(socket, 'data')) as [Buffer];
      socket.destroy();
      return first;
    };
    for (const cut of [1, 3, 14, 23, 24]) {
      const answer = await pieces(Buffer.concat([Buffer.from(preface), settings]), cut);
      // A frame of settings: its type is the fourth byte.
      expect([cut, answer[3]]).toEqual([cut, 4]);
    }
    for (const method of ['GET', 'PROPFIND', 'PRINT', 'P'])
      for (const cut of [1, 2, 3]) {
        const asked = `${method} /livez HTTP/1.1\r\nhost: localhost\r\n\r\n`;
        expect(String(await pieces(Buffer.from(asked), cut))).toMatch(/^HTTP\/1\.1 \d\d\d /);
      }
  });

  it('keeps a connection of HTTP/1.1 whose requests come at once', async () => {
    const server = await start();
    const socket = connect(server.port, '127.0.0.1').setEncoding('utf8');
    const asked = 'GET /livez HTTP/1.1\r\nhost: localhost\r\n\r\n';
    socket.write(asked + asked);
    let text = '';
    socket.on('data', (chunk: string) => {
      text += chunk;
    });
    while (text.split('{"status":"live"}').length < 3) await once(socket, 'data');
    text = '';
    socket.write(asked);
    while (!text.includes('{"status":"live"}')) await once(socket, 'data');
    socket.destroy();
  });

  it('tells who says nothing that the time is up', async () => {
    const server = await start({ requestTimeoutMs: 30 });
    for (const said of ['', 'PRI * HT']) {
      const socket = connect(server.port, '127.0.0.1').setEncoding('utf8');
      socket.write(said);
      const [answer] = (await once(socket, 'data')) as [string];
      expect(answer).toContain('HTTP/1.1 408 Request Timeout');
      socket.destroy();
    }
  });

  it('asks for credentials, scopes and endpoints as HTTP does', async () => {
    const closedApp = await openSampleApp();
    ends.push(() => closedApp.dispose());
    const server = await start({ token: TOKEN }, closedApp);
    const grpc = client(server);
    const bearer = (key: string) => ({ authorization: `Bearer ${key}` });
    expect((await grpc.call('ServerReady')).response).toEqual({ ready: true });
    const refused = await grpc.call('ModelInfer', ASK);
    expect([refused.code, refused.details]).toEqual([
      status.UNAUTHENTICATED,
      '/inference.GRPCInferenceService/ModelInfer needs the token of this server or a key, got none. Send the header `Authorization: Bearer <key>`; keys are made with `kaizen keys create`.',
    ]);
    expect(refused.trailer.get('kaizen-code')).toEqual(['UNAUTHORIZED']);
    expect((await grpc.call('ModelInfer', ASK, bearer(TOKEN))).code).toBe(status.OK);
    const create = (input: object) =>
      closedApp.handlers.keys.create({ name: 'one', scopes: 'predict', ...input });
    const { key } = await create({});
    expect((await grpc.call('ModelInfer', ASK, bearer(key))).code).toBe(status.OK);
    expect((await grpc.call('ModelMetadata', { name: 'churn' }, bearer(key))).code).toBe(
      status.PERMISSION_DENIED,
    );
    const other = await create({ endpoints: 'demand' });
    const closed = await grpc.call('ModelInfer', ASK, bearer(other.key));
    expect([closed.code, closed.details]).toEqual([
      status.PERMISSION_DENIED,
      '/inference.GRPCInferenceService/ModelInfer must name an endpoint of the key, got "churn". The key is for demand.',
    ]);
    const slow = await create({ perSecond: 1, burst: 1 });
    expect((await grpc.call('ModelInfer', ASK, bearer(slow.key))).code).toBe(status.OK);
    const limited = await grpc.call('ModelInfer', ASK, bearer(slow.key));
    expect(limited.code).toBe(status.RESOURCE_EXHAUSTED);
    expect(limited.trailer.get('retry-after')).toEqual(['1']);
  });

  it('refuses a name that is not this machine where nobody is asked for a key', async () => {
    const server = await start();
    const { connect: connectHttp2 } = await import('node:http2');
    const session = connectHttp2(server.url);
    const stream = session.request({
      ...{ ':method': 'POST', ':path': '/inference.GRPCInferenceService/ServerLive' },
      ...{ ':authority': 'evil.example', 'content-type': 'application/grpc', te: 'trailers' },
    });
    stream.end(Buffer.from([0, 0, 0, 0, 0]));
    const [headers] = await once(stream, 'response');
    expect(headers['grpc-status']).toBe(String(status.PERMISSION_DENIED));
    expect(headers['kaizen-code']).toBe('HOST_FORBIDDEN');
    session.destroy();
  });

  it('refuses what finds the line full, and what takes too long', async () => {
    const held = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const infer: typeof app.inference.infer = async (...asked) => {
      arrived.resolve();
      await held.promise;
      return app.inference.infer(...asked);
    };
    const server = await startServer(
      { ...app, inference: { ...app.inference, infer } },
      { port: 0, log: createLog({ level: 'silent' }), limits: { maxInFlight: 1, maxWaiting: 0 } },
    );
    ends.push(() => server.close());
    const grpc = client(server);
    const late = await grpc.call('ModelInfer', ASK, { 'x-request-timeout-ms': '20' });
    expect([late.code, late.trailer.get('kaizen-code')]).toEqual([
      status.DEADLINE_EXCEEDED,
      ['ANSWER_TIMEOUT'],
    ]);
    const busy = await grpc.call('ModelInfer', ASK);
    expect([busy.code, busy.trailer.get('kaizen-code')]).toEqual([
      status.RESOURCE_EXHAUSTED,
      ['SERVER_BUSY'],
    ]);
    expect((await grpc.call('ServerLive')).code).toBe(status.OK);
    held.resolve();
    let code = status.RESOURCE_EXHAUSTED;
    while (code !== status.OK) code = (await grpc.call('ModelInfer', ASK)).code;
  });

  it('answers what is in flight when it ends', async () => {
    const held = Promise.withResolvers<void>();
    const arrived = Promise.withResolvers<void>();
    const infer: typeof app.inference.infer = async (...asked) => {
      arrived.resolve();
      await held.promise;
      return app.inference.infer(...asked);
    };
    const server = await startServer(
      { ...app, inference: { ...app.inference, infer } },
      { port: 0, log: createLog({ level: 'silent' }) },
    );
    const grpc = client(server);
    const silent = connect(server.port, '127.0.0.1');
    await once(silent, 'connect');
    const asked = grpc.call('ModelInfer', ASK);
    await arrived.promise;
    const closed = server.close();
    held.resolve();
    expect((await asked).code).toBe(status.OK);
    await closed;
    expect((await grpc.call('ServerLive')).code).toBe(status.UNAVAILABLE);
    silent.destroy();
  });

  it('counts calls and writes them to the access log', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'kaizen-grpc-'));
    ends.push(() => rm(folder, { recursive: true }));
    const accessLog = join(folder, 'access.log');
    const server = await start({ accessLog });
    const grpc = client(server);
    const answered = await grpc.call('ModelInfer', ASK, { 'x-request-id': 'asked-by-me' });
    expect(answered.trailer.get('x-request-id')).toEqual(['asked-by-me']);
    await grpc.call('ModelInfer', { ...ASK, model_name: 'none' });
    const metrics = await (await fetch(`${server.url}/metrics`)).text();
    expect(metrics).toContain('nv_inference_request_success{model="churn",version="1"} 1');
    expect(metrics).toMatch(
      /http_request_duration_seconds_count\{method="gRPC",route="\/inference.GRPCInferenceService\/ModelInfer",status="404"\} 1/,
    );
    grpc.close();
    await server.close();
    const lines = (await readFile(accessLog, 'utf8'))
      .trim()
      .split('\n')
      .map((line) => JSON.parse(line));
    const calls = lines.filter(({ method }) => method === 'gRPC');
    expect(calls).toMatchObject([
      {
        ...{ requestId: 'asked-by-me', status: 200, endpoint: 'churn', version: 1 },
        route: '/inference.GRPCInferenceService/ModelInfer',
      },
      { status: 404, code: 'MODEL_NOT_FOUND' },
    ]);
  });

  describe('under TLS', () => {
    const file = (name: string) =>
      fileURLToPath(new URL(`../../testing/certificates/${name}.pem`, import.meta.url));
    const tls = { certPath: file('first.cert'), keyPath: file('first.key') };

    it('answers clients that offer HTTP/2 alone', async () => {
      const server = await start({ tls });
      const grpc = client(server, readFileSync(tls.certPath), null, null, {
        checkServerIdentity: () => undefined,
      });
      expect(await grpc.call('ModelInfer', ASK)).toMatchObject({ code: status.OK });
    });

    it('gives HTTP/1.1 to those who speak it, as browsers do', async () => {
      const server = await start({ tls });
      const chosen = async (offered: string[]) => {
        const ALPNProtocols = offered;
        const socket = connectTls(server.port, '127.0.0.1', {
          ...{ ALPNProtocols, rejectUnauthorized: false },
        });
        await once(socket, 'secureConnect');
        const { alpnProtocol } = socket;
        socket.destroy();
        return alpnProtocol;
      };
      expect(await chosen(['h2', 'http/1.1'])).toBe('http/1.1');
      expect(await chosen(['h2'])).toBe('h2');
      expect(await chosen([])).toBe(false);
      const asked = get(`${server.url}/livez`, { rejectUnauthorized: false, agent: false });
      const [response] = await once(asked, 'response');
      expect(response.statusCode).toBe(200);
      response.destroy();
    });
  });
});
