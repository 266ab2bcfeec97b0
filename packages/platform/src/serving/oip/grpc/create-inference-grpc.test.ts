import { createServer, type Server as NetServer } from 'node:net';
import { type Client, credentials, Metadata, type ServiceError, status } from '@grpc/grpc-js';
import { AppError } from '@kaizenml/contracts';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { InferAnswer, InferRequest } from '../infer-request.ts';
import type { InferenceHandlers, ModelRef } from '../inference-handlers.ts';
import { modelConfig } from '../model-config.ts';
import type { ModelMetadata } from '../model-metadata.ts';
import { serverMetadata } from '../server-bodies.ts';
import {
  createInferenceGrpc,
  type GrpcCall,
  type GrpcServer,
  inferenceDefinition,
} from './index.ts';

const MESSAGE_LIMIT_BYTES = 4096;

const metadata: ModelMetadata = {
  name: 'echo',
  versions: ['1'],
  platform: 'test_echo',
  inputs: [{ name: 'x', datatype: 'FP64', shape: [-1] }],
  outputs: [{ name: 'x', datatype: 'FP64', shape: [-1] }],
};

/** Answers the tensors that it gets; what it was asked stays to be looked at. */
function echoHandlers() {
  const seen: unknown[] = [];
  const arrived = Promise.withResolvers<void>();
  const cancelled = Promise.withResolvers<void>();
  const handlers: InferenceHandlers = {
    isLive: () => true,
    isReady: () => false,
    isModelReady: ({ name }) => name === 'echo',
    serverMetadata: () => serverMetadata({ name: 'kaizenml', version: '1.2.3' }),
    modelMetadata: async (model) => {
      if (model.name !== 'echo') throw notFound(model);
      return metadata;
    },
    inputsOf: async () => metadata.inputs,
    modelConfig: async () => modelConfig(metadata, { backend: 'test', maxBatchSize: 4 }),
    statistics: async (model) => {
      seen.push(['statistics', model]);
      return [];
    },
    infer: async (model, request, { signal }): Promise<InferAnswer> => {
      seen.push(['infer', model, request]);
      if (model.name === 'bug') throw new Error('undefined is not a function');
      if (model.name === 'busy')
        throw new AppError('HOME_BUSY', { message: 'The model is busy.', hint: 'Wait.' });
      if (model.name === 'slow') {
        signal.addEventListener('abort', () => cancelled.resolve());
        arrived.resolve();
        await cancelled.promise;
      }
      if (model.name !== 'echo') throw notFound(model);
      return { modelName: 'echo', modelVersion: '1', requestId: 'own', outputs: request.tensors };
    },
    explain: async ({ name }) => {
      throw notFound({ name });
    },
    repositoryIndex: async ({ ready }) => {
      seen.push(['index', ready]);
      return [{ name: 'echo', version: '1', state: 'READY', reason: '' }];
    },
    loadModel: async (name) => void seen.push(['load', name]),
    unloadModel: async (name, options) => void seen.push(['unload', name, options]),
  };
  return { handlers, seen, arrived: arrived.promise, cancelled: cancelled.promise };
}

const notFound = ({ name }: ModelRef) =>
  new AppError('MODEL_NOT_FOUND', {
    message: `Model "${name}" does not exist.`,
    hint: 'See the names with `kaizen models list`.',
  });

type Call = (
  request: object,
  metadata: Metadata,
  callback: (error: ServiceError | null, response: object) => void,
) => { cancel(): void };
type AnyClient = Client & Record<string, Call>;

const connect = (port: number) =>
  new (inferenceDefinition())(`127.0.0.1:${port}`, credentials.createInsecure()) as AnyClient;

function ask(client: AnyClient, method: string, request: object = {}, headers = new Metadata()) {
  return new Promise<object>((resolve, reject) => {
    client[method](request, headers, (error, response) =>
      error === null ? resolve(response) : reject(error),
    );
  });
}

const refusal = async (asked: Promise<object>) => {
  const {
    code,
    details,
    metadata: trailer,
  } = await asked.then(
    () => {
      throw new Error('the call was expected to fail');
    },
    (error: ServiceError) => error,
  );
  return { code, details, kaizenCode: trailer.get('kaizen-code')[0] };
};

const doubles = (...values: number[]) => Buffer.from(Float64Array.from(values).buffer);
const request = (name: string, raw = doubles(1, Number.NaN)) => ({
  model_name: name,
  inputs: [{ name: 'x', datatype: 'FP64', shape: [raw.length / 8] }],
  raw_input_contents: [raw],
});

describe('gRPC', () => {
  const echo = echoHandlers();
  const calls: GrpcCall[] = [];
  const failures: string[] = [];
  let grpc: GrpcServer;
  let client: AnyClient;
  beforeAll(async () => {
    grpc = createInferenceGrpc(echo.handlers, {
      messageLimitBytes: MESSAGE_LIMIT_BYTES,
      around: async (call, work, context) => {
        calls.push(call);
        if (call.metadata.get('authorization')[0] === 'Bearer wrong')
          throw new AppError('UNAUTHORIZED', { message: 'A token is needed.' });
        return work(context);
      },
      onFailure: ({ method }, error) => failures.push(`${method} ${error.code}`),
    });
    client = connect(await grpc.listen({ port: 0 }));
  });
  afterAll(async () => {
    client.close();
    await grpc.close();
  });

  it('says that the server lives, is ready and what it can do', async () => {
    expect(await ask(client, 'ServerLive')).toEqual({ live: true });
    expect(await ask(client, 'ServerReady')).toEqual({ ready: false });
    expect(await ask(client, 'ModelReady', { name: 'echo' })).toEqual({ ready: true });
    expect(await ask(client, 'ModelReady', { name: 'other' })).toEqual({ ready: false });
    expect(await ask(client, 'ServerMetadata')).toMatchObject({
      name: 'kaizenml',
      version: '1.2.3',
    });
  });

  it('tells of models', async () => {
    expect(await ask(client, 'ModelMetadata', { name: 'echo', version: '1' })).toEqual({
      name: 'echo',
      versions: ['1'],
      platform: 'test_echo',
      inputs: [{ name: 'x', datatype: 'FP64', shape: ['-1'] }],
      outputs: [{ name: 'x', datatype: 'FP64', shape: ['-1'] }],
    });
    expect(await ask(client, 'ModelConfig', { name: 'echo' })).toMatchObject({
      config: { name: 'echo', max_batch_size: 4, input: [{ data_type: 'TYPE_FP64' }] },
    });
    expect(await ask(client, 'ModelStatistics', {})).toEqual({ model_stats: [] });
    expect(await ask(client, 'ModelStatistics', { name: 'echo', version: '1' })).toEqual({
      model_stats: [],
    });
    expect(echo.seen.splice(0)).toEqual([
      ['statistics', undefined],
      ['statistics', { name: 'echo', version: '1' }],
    ]);
  });

  it('answers tensors, NaN and all, with the id of the caller or its own', async () => {
    const answered = await ask(client, 'ModelInfer', { ...request('echo'), id: 'mine' });
    expect(answered).toMatchObject({
      model_name: 'echo',
      model_version: '1',
      id: 'mine',
      outputs: [{ name: 'x', datatype: 'FP64', shape: ['2'], contents: null }],
      raw_output_contents: [doubles(1, Number.NaN)],
    });
    expect(await ask(client, 'ModelInfer', request('echo'))).toMatchObject({ id: 'own' });
    const [[, model, read]] = echo.seen.splice(0) as [[string, ModelRef, InferRequest]];
    expect(model).toEqual({ name: 'echo' });
    expect(read.tensors[0]).toMatchObject({ shape: [2], values: Float64Array.of(1, Number.NaN) });
  });

  it('answers typed contents in kind', async () => {
    const typed = {
      model_name: 'echo',
      inputs: [
        {
          name: 'x',
          datatype: 'INT64',
          shape: [1],
          contents: { int64_contents: ['9007199254740993'] },
        },
        {
          name: 's',
          datatype: 'BYTES',
          shape: [1],
          contents: { bytes_contents: [Buffer.from('é')] },
        },
      ],
    };
    expect(await ask(client, 'ModelInfer', typed)).toMatchObject({
      outputs: [
        { contents: { int64_contents: ['9007199254740993'] } },
        { contents: { bytes_contents: [Buffer.from('é')] } },
      ],
      raw_output_contents: [],
    });
  });

  it('turns every failure into a status with its code and what to do', async () => {
    failures.length = 0;
    expect(await refusal(ask(client, 'ModelInfer', request('other')))).toEqual({
      code: status.NOT_FOUND,
      details: 'Model "other" does not exist. See the names with `kaizen models list`.',
      kaizenCode: 'MODEL_NOT_FOUND',
    });
    expect(await refusal(ask(client, 'ModelInfer', request('busy')))).toMatchObject({
      code: status.UNAVAILABLE,
    });
    expect(await refusal(ask(client, 'ModelInfer', request('bug')))).toMatchObject({
      code: status.INTERNAL,
      kaizenCode: 'INTERNAL',
    });
    expect(await refusal(ask(client, 'ModelInfer', { model_name: 'echo' }))).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringMatching(
        /^The inference request has a problem: `inputs` must be at least one tensor, got none\./,
      ),
    });
    const headers = new Metadata();
    headers.set('authorization', 'Bearer wrong');
    expect(await refusal(ask(client, 'ServerLive', {}, headers))).toEqual({
      code: status.UNAUTHENTICATED,
      details: 'A token is needed.',
      kaizenCode: 'UNAUTHORIZED',
    });
    expect(calls.at(-1)).toMatchObject({ method: 'ServerLive', model: undefined });
    expect(calls.map(({ method, model }) => `${method} ${model}`)).toContain('ModelInfer other');
    expect(failures).toEqual([
      'ModelInfer MODEL_NOT_FOUND',
      'ModelInfer HOME_BUSY',
      'ModelInfer INTERNAL',
      'ModelInfer REQUEST_INVALID',
      'ServerLive UNAUTHORIZED',
    ]);
  });

  it('ends a stream whose caller is refused', async () => {
    const headers = new Metadata();
    headers.set('authorization', 'Bearer wrong');
    const { ModelStreamInfer: method } = inferenceDefinition().service;
    const stream = client.makeBidiStreamRequest(
      method?.path ?? '',
      method?.requestSerialize as (given: object) => Buffer,
      (bytes) => bytes,
      headers,
    );
    const refused = new Promise((resolve) => stream.on('error', resolve));
    stream.resume();
    stream.write(request('echo'));
    expect(await refused).toMatchObject({ code: status.UNAUTHENTICATED });
  });

  it('tells a sentence that no header can carry', async () => {
    const lone = await refusal(ask(client, 'ModelMetadata', { name: 'other\ud800' }));
    expect(lone.code).toBe(status.NOT_FOUND);
    const bytes = [0x0a, 0x03, 0xed, 0xa0, 0x80];
    const half = await new Promise<ServiceError | null>((resolve) => {
      client.makeUnaryRequest(
        '/inference.GRPCInferenceService/ModelMetadata',
        () => Buffer.from(bytes),
        (given: Buffer) => given,
        {},
        (error) => resolve(error),
      );
    });
    expect(half).toMatchObject({ code: status.NOT_FOUND });
    const long = await refusal(ask(client, 'ModelMetadata', { name: 'x'.repeat(4000) }));
    expect(long.code).toBe(status.NOT_FOUND);
  });

  it('refuses a message beyond the limit and goes on', async () => {
    const large = request('echo', Buffer.alloc(MESSAGE_LIMIT_BYTES + 8));
    expect(await refusal(ask(client, 'ModelInfer', large))).toMatchObject({
      code: status.RESOURCE_EXHAUSTED,
    });
    expect(await ask(client, 'ServerLive')).toEqual({ live: true });
  });

  it('refuses bytes that are no message and goes on', async () => {
    const bytes = await new Promise<ServiceError | null>((resolve) => {
      client.makeUnaryRequest(
        '/inference.GRPCInferenceService/ModelInfer',
        () => Buffer.from([0x2a, 0x05, 0x0a]),
        (given: Buffer) => given,
        {},
        (error) => resolve(error),
      );
    });
    expect(bytes).toMatchObject({
      code: status.INVALID_ARGUMENT,
      details: expect.stringMatching(
        /^The gRPC request has a problem: `\(message\)` must be one of ModelInfer, got bytes that are not\./,
      ),
    });
    expect(await ask(client, 'ServerLive')).toEqual({ live: true });
  });

  it('tells a handler that its caller has gone', async () => {
    const call = client.ModelInfer(request('slow'), new Metadata(), () => undefined);
    await echo.arrived;
    call.cancel();
    await echo.cancelled;
  });

  it('reads and changes the repository', async () => {
    echo.seen.length = 0;
    expect(await ask(client, 'RepositoryIndex', { ready: true })).toEqual({
      models: [{ name: 'echo', version: '1', state: 'READY', reason: '' }],
    });
    await ask(client, 'RepositoryModelLoad', { model_name: 'echo' });
    await ask(client, 'RepositoryModelUnload', {
      model_name: 'echo',
      parameters: { unload_dependents: { bool_param: true } },
    });
    expect(echo.seen).toEqual([
      ['index', true],
      ['load', 'echo'],
      ['unload', 'echo', { unloadDependents: true }],
    ]);
    const loaded = ask(client, 'RepositoryModelLoad', {
      model_name: 'echo',
      parameters: { config: { string_param: '{}' } },
    });
    expect(await refusal(loaded)).toMatchObject({
      code: status.INVALID_ARGUMENT,
      kaizenCode: 'REQUEST_INVALID',
    });
  });

  it('answers a stream one by one, and goes on after one that fails', async () => {
    const stream = client.makeBidiStreamRequest(
      '/inference.GRPCInferenceService/ModelStreamInfer',
      inferenceDefinition().service.ModelStreamInfer.requestSerialize,
      inferenceDefinition().service.ModelStreamInfer.responseDeserialize,
    );
    const answers: object[] = [];
    stream.on('data', (answer: object) => answers.push(answer));
    const ended = new Promise((resolve) => stream.on('end', resolve));
    for (const name of ['echo', 'other', 'echo']) stream.write({ ...request(name), id: name });
    stream.end();
    await ended;
    expect(answers).toMatchObject([
      {
        error_message: '',
        infer_response: {
          id: 'echo',
          parameters: { triton_final_response: { bool_param: true } },
          raw_output_contents: [doubles(1, Number.NaN)],
        },
      },
      {
        error_message: 'Model "other" does not exist. See the names with `kaizen models list`.',
        infer_response: { id: 'other' },
      },
      { error_message: '', infer_response: { id: 'echo' } },
    ]);
  });
});

describe('connections that another listener has accepted', () => {
  let listener: NetServer;
  afterAll(() => listener.close());

  it('are served, and end when the server closes', async () => {
    const { handlers } = echoHandlers();
    const grpc = createInferenceGrpc(handlers);
    listener = createServer((socket) => grpc.accept(socket));
    await new Promise<void>((resolve) => listener.listen(0, '127.0.0.1', resolve));
    const { port } = listener.address() as { readonly port: number };
    const client = connect(port);
    expect(await ask(client, 'ModelInfer', request('echo'))).toMatchObject({ id: 'own' });
    await grpc.close(1000);
    expect(await refusal(ask(client, 'ServerLive'))).toMatchObject({ code: status.UNAVAILABLE });
    client.close();
  });
});
