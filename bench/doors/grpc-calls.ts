import { type ClientHttp2Session, connect } from 'node:http2';
import type { Random } from '@kaizenml/ml/math';
import { inferenceDefinition } from '../../packages/platform/src/serving/oip/grpc/index.ts';
import { spoilBytes } from './spoil.ts';

/** What a call by gRPC came to. */
export interface Called {
  /** `grpc-status`, or what the stream or HTTP said instead. */
  readonly status: string;
  /** The code of our failure; undefined where the library refused by itself. */
  readonly code: string | undefined;
  readonly message: string;
}

const MESSAGE = {
  model_name: 'churn',
  model_version: '1',
  id: 'mine',
  parameters: { priority: { int64_param: '1' } },
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

/** Sends messages that were spoiled, in frames that may be, over one connection that is opened again when it is ended. */
export function createGrpcDoor(url: string) {
  const { service } = inferenceDefinition();
  const methods = Object.entries(service);
  let session: ClientHttp2Session | undefined;
  const open = (): ClientHttp2Session => {
    if (session !== undefined && !session.closed && !session.destroyed) return session;
    session = connect(url);
    session.on('error', () => session?.destroy());
    return session;
  };
  return {
    close: () => session?.destroy(),
    async call(random: Random): Promise<Called> {
      const pick = <T>(list: readonly T[]): T => list[Math.floor(random.next() * list.length)] as T;
      const [, method] = pick(methods);
      const given = method.path.includes('Infer')
        ? MESSAGE
        : { name: 'churn', model_name: 'churn' };
      let message = method.requestSerialize(given as never);
      for (let i = 0; i < 2; i++)
        if (random.next() < 0.6) message = spoilBytes(message, random, pick);
      const head = Buffer.alloc(5);
      head[0] = random.next() < 0.05 ? 1 : 0;
      head.writeUInt32BE(
        random.next() < 0.05 ? Math.floor(random.next() * 2 ** 32) : message.length,
        1,
      );
      const path = random.next() < 0.03 ? `${method.path}x` : method.path;
      return await ask(open(), { path, bytes: Buffer.concat([head, message]), random, pick });
    },
  };
}

function ask(
  session: ClientHttp2Session,
  {
    path,
    bytes,
    random,
    pick,
  }: {
    readonly path: string;
    readonly bytes: Buffer;
    readonly random: Random;
    readonly pick: <T>(list: readonly T[]) => T;
  },
): Promise<Called> {
  return new Promise((resolve) => {
    const odd = (): string => pick(['', 'x', '1', '-1', 'é'.repeat(20), 'gzip', '1S']);
    const stream = session.request({
      ...{ ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' },
      ...(random.next() < 0.1 ? { 'grpc-timeout': odd() } : {}),
      ...(random.next() < 0.1 ? { 'grpc-encoding': odd() } : {}),
      ...(random.next() < 0.1 ? { 'x-request-timeout-ms': odd() } : {}),
      ...(random.next() < 0.05 ? { 'kaizen-bin': odd() } : {}),
    });
    let headers: Record<string, unknown> = {};
    const note = (more: object) => {
      headers = { ...headers, ...more };
    };
    stream.on('response', note).on('trailers', note).resume();
    stream.on('error', (error) =>
      note({ 'grpc-status': `stream ${(error as NodeJS.ErrnoException).code}` }),
    );
    stream.on('close', () => {
      const code = headers['kaizen-code'];
      resolve({
        status: String(headers['grpc-status'] ?? `http ${String(headers[':status'])}`),
        code: code === undefined ? undefined : String(code),
        message: decodeURI(String(headers['grpc-message'] ?? '')),
      });
    });
    // A frame that promises more than comes would wait for the rest.
    stream.setTimeout(2000, () => stream.close(8));
    stream.end(bytes);
  });
}
