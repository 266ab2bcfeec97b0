import { type ClientHttp2Session, type ClientHttp2Stream, connect } from 'node:http2';
import { inferenceDefinition } from '../../packages/platform/src/serving/oip/grpc/index.ts';
import type { Chance } from '../../test/planted/fault.ts';
import { spoilBytes } from './spoil-bytes.ts';

/** What a call by gRPC came to. */
export interface Called {
  readonly method: string;
  /** `grpc-status`, or what the stream or HTTP said instead. */
  readonly status: string;
  /** The code of our failure; undefined where the library refused by itself. */
  readonly code: string | undefined;
  readonly message: string;
  /** What was sent. */
  readonly said: string;
}

const MESSAGE = {
  model_name: 'churn',
  model_version: '1',
  id: 'mine',
  parameters: { priority: { int64_param: '1' }, binary_data_output: { bool_param: true } },
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
  outputs: [{ name: 'probabilities', parameters: { classification: { int64_param: '1' } } }],
};
const RAW = {
  ...{ ...MESSAGE, model_version: '', outputs: [] },
  inputs: MESSAGE.inputs.map(({ contents: _, ...input }) => input),
  raw_input_contents: [
    Buffer.from(Float64Array.of(3).buffer),
    Buffer.from('\u0005\0\0\0basic', 'latin1'),
    Buffer.from(Float64Array.of(Number.NaN).buffer),
  ],
};
const DATATYPES = ['FP64', 'FP32', 'FP16', 'BF16', 'INT64', 'UINT8', 'BOOL', 'BYTES', '', 'X'];
const SHAPES = [[1], [1, 1], [], [0], [-1], ['9223372036854775807'], [2], [1000000, 1000000]];

/** Sends messages that were spoiled, in frames that may be, over one connection that is opened again when it is ended. */
export function createGrpcDoor(url: string, headers: Readonly<Record<string, string>> = {}) {
  const methods = Object.values(inferenceDefinition().service);
  let session: ClientHttp2Session | undefined;
  const open = (): ClientHttp2Session => {
    if (session !== undefined && !session.closed && !session.destroyed) return session;
    const opened = connect(url);
    opened.on('error', () => opened.destroy());
    session = opened;
    return opened;
  };
  return {
    close: () => session?.destroy(),
    async call(chance: Chance): Promise<Called> {
      const method = chance.pick(methods);
      const isInfer = method.path.includes('Infer');
      const given = isInfer
        ? changed(structuredClone(chance.pick([MESSAGE, RAW])), chance)
        : { name: chance.pick(['churn', 'none', '']), model_name: 'idle' };
      let message = method.requestSerialize(given as never);
      for (let i = 0; i < 2; i++) if (chance.next() < 0.5) message = spoilBytes(message, chance);
      const nMessages = chance.pick([1, 1, 1, 2, 5]);
      const frames = Array.from({ length: nMessages }, () => framed(message, chance));
      const path = chance.next() < 0.03 ? `${method.path}x` : method.path;
      const bytes = Buffer.concat(frames);
      return await ask(open(), { path, bytes, chance, headers });
    },
  };
}

/** What is changed of a request. */
interface InferMessage {
  model_version: string;
  inputs: object[];
}

/** Fields that are of their type and wrong nevertheless. */
function changed(message: InferMessage, chance: Chance): object {
  const input = chance.pick(message.inputs) as Record<string, unknown>;
  const kind = chance.below(8);
  if (kind === 0) input.datatype = chance.pick(DATATYPES);
  else if (kind === 1) input.shape = chance.pick(SHAPES);
  else if (kind === 2) input.name = chance.pick(['', 'x', '__proto__', 'months', 'é'.repeat(5000)]);
  else if (kind === 3) message.inputs.push(structuredClone(input));
  else if (kind === 4) message.inputs.length = chance.below(3);
  else if (kind === 5)
    input.contents = { int64_contents: ['9007199254740993'], bool_contents: [true] };
  else if (kind === 6) message.model_version = chance.pick(['0', '-1', '1e9', 'x', '2']);
  return message;
}

function framed(message: Uint8Array, chance: Chance): Buffer {
  const head = Buffer.alloc(5);
  head[0] = chance.next() < 0.05 ? chance.pick([1, 2, 255]) : 0;
  const length = chance.next() < 0.06 ? chance.pick([0, 1, 2 ** 31, 2 ** 32 - 1]) : message.length;
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}

interface Call {
  readonly path: string;
  readonly bytes: Buffer;
  readonly chance: Chance;
  readonly headers: Readonly<Record<string, string>>;
}

function ask(session: ClientHttp2Session, { path, bytes, chance, headers }: Call): Promise<Called> {
  return new Promise((resolve) => {
    const odd = (): string =>
      chance.pick(['', 'x', '1', '-1', 'é'.repeat(20), 'gzip', '1S', '1n', '99999999H', '1m']);
    const sent = {
      ...{ ':method': 'POST', ':path': path, 'content-type': 'application/grpc', te: 'trailers' },
      ...headers,
      ...(chance.next() < 0.1 ? { 'grpc-timeout': odd() } : {}),
      ...(chance.next() < 0.1 ? { 'grpc-encoding': odd() } : {}),
      ...(chance.next() < 0.1 ? { 'x-request-timeout-ms': odd() } : {}),
      ...(chance.next() < 0.05 ? { 'kaizen-bin': odd() } : {}),
      ...(chance.next() < 0.03 ? { 'content-type': odd() } : {}),
    };
    const stream: ClientHttp2Stream = session.request(sent);
    let got: Record<string, unknown> = {};
    const note = (more: object) => {
      got = { ...got, ...more };
    };
    stream.on('response', note).on('trailers', note).resume();
    stream.on('error', (error) =>
      note({ 'grpc-status': `stream ${(error as NodeJS.ErrnoException).code}` }),
    );
    stream.on('close', () => {
      const code = got['kaizen-code'];
      resolve({
        method: path.slice(path.lastIndexOf('/') + 1),
        status: String(got['grpc-status'] ?? `http ${String(got[':status'])}`),
        code: code === undefined ? undefined : String(code),
        message: decoded(String(got['grpc-message'] ?? '')),
        said: `${path} ${JSON.stringify(sent)} base64 ${bytes.toString('base64').slice(0, 1500)}`,
      });
    });
    // A frame that promises more than comes, or a half that is left open, would wait for the rest.
    stream.setTimeout(1500, () => stream.close(8));
    const end = chance.below(20);
    if (end === 0) stream.write(bytes, () => stream.close(chance.pick([0, 2, 8, 11])));
    else if (end === 1) stream.write(bytes);
    else if (end === 2) stream.write(bytes.subarray(0, chance.below(bytes.length + 1)));
    else stream.end(bytes);
  });
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
