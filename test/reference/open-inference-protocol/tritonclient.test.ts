import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';

import { fromInferRequest } from '../../../packages/platform/src/serving/oip/grpc/from-infer-request.ts';
import { inferenceDefinition } from '../../../packages/platform/src/serving/oip/grpc/index.ts';
import type { ModelInferRequest } from '../../../packages/platform/src/serving/oip/grpc/messages.ts';
import { toInferResponse } from '../../../packages/platform/src/serving/oip/grpc/to-infer-response.ts';
import {
  elementAt,
  type InferenceHandlers,
  type InferRequest,
  makeValues,
  modelConfig,
  type NamedTensor,
  parseInferRequest,
  statisticsBody,
} from '../../../packages/platform/src/serving/oip/index.ts';
import { toHalf } from '../../../packages/platform/src/serving/oip/short-floats.ts';

interface Expected {
  readonly requests: readonly {
    readonly name: string;
    readonly http: { readonly body: string; readonly jsonLength: number | null };
    readonly grpc: string;
    readonly tensors: readonly {
      readonly name: string;
      readonly datatype: string;
      readonly shape: readonly number[];
      readonly elements: readonly unknown[];
    }[];
  }[];
  readonly contents: string;
  readonly responses: Readonly<Record<string, string>>;
  readonly halves: readonly (readonly [double: number, bits: number])[];
}

const expected = JSON.parse(
  readFileSync(new URL('expected.json', import.meta.url), 'utf8'),
) as Expected;
const { service } = inferenceDefinition();
const bytesOf = (text: string) => Buffer.from(text, 'base64');
const named = (name: string) => {
  const found = expected.requests.find((each) => each.name === name);
  if (found === undefined) throw new Error(`there is no request "${name}"`);
  return found;
};
const overHttp = ({ http }: Expected['requests'][number]) =>
  parseInferRequest(bytesOf(http.body), {
    jsonLength: http.jsonLength === null ? undefined : String(http.jsonLength),
  });
const decoded = (text: string) =>
  service.ModelInfer.requestDeserialize(bytesOf(text)) as ModelInferRequest;

/** Tensors in the words of the file: integers as text, since JSON of Python has more digits than a double. */
const shown = ({ tensors }: InferRequest) =>
  tensors.map((tensor) => ({
    name: tensor.name,
    datatype: tensor.datatype,
    shape: tensor.shape,
    elements: Array.from({ length: tensor.values.length }, (_, at) => {
      const element = elementAt(tensor, at);
      if (typeof element === 'bigint') return String(element);
      if (typeof element !== 'number') return element;
      if (tensor.datatype.includes('INT')) return String(element);
      if (Number.isNaN(element)) return null;
      return Number.isFinite(element) ? element : String(element);
    }),
  }));

describe('requests of tritonclient', () => {
  it.each(expected.requests)('$name: are read over HTTP as numpy had them', (request) => {
    expect(shown(overHttp(request))).toEqual(request.tensors);
  });

  it.each(expected.requests)('$name: are read over gRPC as numpy had them', (request) => {
    expect(shown(fromInferRequest(decoded(request.grpc)))).toEqual(request.tensors);
  });

  it('say id, timeout and priority the same way on both wires', () => {
    const controls = { id: 'r-1', timeoutUs: 2_500_000, priority: 3, parameters: {} };
    const request = named('columns, binary');
    expect(overHttp(request)).toMatchObject({ ...controls, binaryOutput: true });
    expect(fromInferRequest(decoded(request.grpc))).toMatchObject(controls);
    expect(decoded(request.grpc)).toMatchObject({ model_name: 'churn', model_version: '3' });
  });

  it('say parameters and outputs the same way on both wires', () => {
    const request = named('outputs and parameters');
    const parameters = { team: 'a', n: 7, share: 0.25, dry: true };
    expect(overHttp(request)).toMatchObject({
      parameters,
      binaryOutput: false,
      outputs: [
        { name: 'prediction', binary: false },
        { name: 'probabilities', binary: true, classification: 2 },
      ],
    });
    expect(fromInferRequest(decoded(request.grpc))).toMatchObject({
      parameters,
      binaryOutput: true,
      outputs: [{ name: 'prediction' }, { name: 'probabilities', classification: 2 }],
    });
  });

  it('with typed contents are read as with raw ones, and are answered in kind', () => {
    const request = fromInferRequest(decoded(expected.contents));
    expect(shown(request)).toEqual(named('every datatype, binary').tensors);
    expect(request).toMatchObject({ id: 'typed', binaryOutput: false });
    const answer = { modelName: 'echo', outputs: request.tensors };
    const response = service.ModelInfer.responseDeserialize(
      service.ModelInfer.responseSerialize(toInferResponse(answer, request)),
    ) as ModelInferRequest & { readonly outputs: ModelInferRequest['inputs'] };
    const echoed = fromInferRequest({
      ...response,
      inputs: response.outputs,
      outputs: [],
      raw_input_contents: [],
    });
    expect(shown(echoed)).toEqual(shown(request));
  });
});

describe('answers', () => {
  const metadata: Awaited<ReturnType<InferenceHandlers['modelMetadata']>> = {
    name: 'churn',
    versions: ['1', '3'],
    platform: 'kaizenml_model',
    inputs: [{ name: 'age', datatype: 'FP64', shape: [-1] }],
    outputs: [{ name: 'probabilities', datatype: 'FP64', shape: [-1, 2] }],
  };
  const prediction: NamedTensor = {
    name: 'prediction',
    datatype: 'BYTES',
    shape: [2],
    values: ['no', 'yes'],
    parameters: { classes: '["no","yes"]' },
  };
  const duration = (at: number) => ({ count: at, ns: 1000 * at });
  const own: Readonly<Record<string, unknown>> = {
    ModelInfer: toInferResponse(
      { modelName: 'churn', modelVersion: '3', outputs: [prediction] },
      { id: 'r-1', parameters: {}, tensors: [], binaryOutput: true },
    ),
    ModelMetadata: metadata,
    ModelConfig: {
      config: modelConfig(metadata, {
        backend: 'kaizenml',
        maxBatchSize: 64,
        dynamicBatching: { preferred_batch_size: [8, 16], max_queue_delay_microseconds: 500 },
      }),
    },
    ModelStatistics: statisticsBody([
      {
        name: 'churn',
        version: '3',
        lastInferenceMs: 1_700_000_000_000,
        nInferences: 12,
        nExecutions: 5,
        success: duration(1),
        fail: duration(2),
        queue: duration(3),
        computeInput: duration(4),
        computeInfer: duration(5),
        computeOutput: duration(6),
        cacheHit: duration(7),
        cacheMiss: duration(8),
        batches: [
          {
            nRows: 4,
            computeInput: { count: 1, ns: 2 },
            computeInfer: { count: 3, ns: 4 },
            computeOutput: { count: 5, ns: 6 },
          },
        ],
        sizeBytes: 4096,
      },
    ]),
    RepositoryIndex: { models: [{ name: 'churn', version: '3', state: 'READY', reason: '' }] },
    ServerMetadata: { name: 'kaizenml', version: '0.1.0', extensions: ['classification'] },
    ModelStreamInfer: { error_message: 'no', infer_response: { id: 'r-1' } },
  };

  it.each(Object.keys(expected.responses))('to %s mean what its classes write', (method) => {
    const { responseSerialize, responseDeserialize } = service[method];
    const theirs = responseDeserialize(bytesOf(expected.responses[method]));
    expect(responseDeserialize(responseSerialize(own[method]))).toEqual(theirs);
    // A field under another number would be absent from what was read, and so from what is written again.
    expect(responseSerialize(theirs).length).toBeGreaterThanOrEqual(
      bytesOf(expected.responses[method]).length,
    );
  });
});

it('half-precision numbers are rounded as numpy does', () => {
  for (const [double, bits] of expected.halves) expect(toHalf(double)).toBe(bits);
  expect(makeValues('FP16', [1, -2])).toEqual(Uint16Array.of(0x3c00, 0xc000));
});
