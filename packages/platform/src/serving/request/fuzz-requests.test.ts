import { AppError, type InputField, type Signature } from '@kaizenml/contracts';
import { assertRows } from '@kaizenml/ml/artifact';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { parseInvocation, parseScoringRequest, parseV1Request } from '../invocations/index.ts';
import { fromInferRequest } from '../oip/grpc/from-infer-request.ts';
import { inferenceDefinition } from '../oip/grpc/index.ts';
import type { ModelInferRequest } from '../oip/grpc/messages.ts';
import { assertMessage, readableMessages } from '../oip/grpc/readable-messages.ts';
import {
  assertOutputs,
  DATATYPE_NAMES,
  inputRows,
  inputTensors,
  outputTensors,
  parseIndexRequest,
  parseInferRequest,
  parseLoadRequest,
  parseUnloadRequest,
  writeBinary,
} from '../oip/index.ts';

const field = (name: string, kind: InputField['kind']): InputField => ({
  name,
  kind,
  required: false,
  shareMissing: 0,
  typical: null,
});
const signature: Signature = {
  inputs: [
    field('age', 'number'),
    field('plan', 'category'),
    field('active', 'boolean'),
    field('joined', 'date'),
    field('__proto__', 'text'),
  ],
  output: { name: 'churned', task: 'binary', classes: ['no', 'yes'] },
};
const names = [...signature.inputs.map(({ name }) => name), 'prediction', 'probabilities', 'x'];

/** Values that readers of requests trip over. */
const hostile = fc.oneof(
  { weight: 4, arbitrary: fc.constantFrom<unknown>(null, true, 0, 1, -1, 2 ** 53, 1e308, '', 'a') },
  {
    weight: 2,
    arbitrary: fc.constantFrom<unknown>([], {}, [[]], [[[1]]], [null], { a: { b: [] } }),
  },
  { weight: 1, arbitrary: fc.jsonValue() },
);
const rarely = (usual: fc.Arbitrary<unknown>) =>
  fc.oneof({ weight: 12, arbitrary: usual }, { weight: 1, arbitrary: hostile });
const sometimes = <T>(unusual: fc.Arbitrary<T>, usual: T) =>
  fc.oneof({ weight: 3, arbitrary: fc.constant(usual) }, { weight: 1, arbitrary: unusual });
const parameters = fc.dictionary(
  fc.constantFrom(
    'binary_data_size',
    'binary_data',
    'binary_data_output',
    'classification',
    'content_type',
    'priority',
    'sequence_id',
    'shared_memory_region',
    'timeout',
    'triton_x',
    '__proto__',
    'own',
  ),
  rarely(fc.oneof(fc.nat(40), fc.boolean(), fc.constantFrom('np', 'base64', ''))),
  { maxKeys: 2 },
);

/** Elements that their datatype holds. */
const ELEMENTS: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  BOOL: fc.boolean(),
  BYTES: fc.oneof(fc.string(), fc.constantFrom('2024-05-31', '1', null)),
  ...Object.fromEntries(
    DATATYPE_NAMES.filter((datatype) => !['BOOL', 'BYTES'].includes(datatype)).map((datatype) => [
      datatype,
      fc.nat(100),
    ]),
  ),
};

/** A request that is right as far as the protocol goes. */
const rightRequest = fc.nat(3).chain((nRows) =>
  fc.record(
    {
      id: fc.string(),
      parameters: fc.constant({ timeout: 5, own: 'a' }),
      inputs: fc
        .uniqueArray(fc.constantFrom(...names.slice(0, 5)), { minLength: 1 })
        .chain((columns) =>
          fc.tuple(
            ...columns.map((column) =>
              fc.constantFrom(...DATATYPE_NAMES).chain((datatype) =>
                fc.record({
                  name: fc.constant(column),
                  datatype: fc.constant(datatype),
                  shape: fc.constantFrom([nRows], [nRows, 1]),
                  data: fc.array(ELEMENTS[datatype], { minLength: nRows, maxLength: nRows }),
                }),
              ),
            ),
          ),
        ),
      outputs: fc.constant([
        { name: 'prediction', parameters: { binary_data: true } },
        { name: 'probabilities', parameters: { classification: 1 } },
      ]),
    },
    { requiredKeys: ['inputs'] },
  ),
);

/** The same request with a few of its values changed, taken out or wrapped, wherever they are. */
const request = fc
  .tuple(
    rightRequest,
    fc.array(fc.tuple(fc.nat(1000), fc.nat(3), fc.oneof(hostile, parameters)), { maxLength: 2 }),
  )
  .map(([right, changes]) => {
    const changed: unknown = structuredClone(right);
    for (const [at, how, value] of changes) {
      const places = placesOf(changed);
      const place = places[at % places.length];
      if (place === undefined) continue;
      if (how === 0) delete place.holder[place.key];
      else place.holder[place.key] = how === 1 ? [place.holder[place.key]] : value;
    }
    return changed;
  });

interface Place {
  readonly holder: Record<string, unknown>;
  readonly key: string;
}

/** Every value inside another one. */
function placesOf(value: unknown): Place[] {
  if (typeof value !== 'object' || value === null) return [];
  const holder = value as Record<string, unknown>;
  return Object.keys(holder).flatMap((key) => [{ holder, key }, ...placesOf(holder[key])]);
}

/** A JSON text with some bytes of it changed, and bytes after it. */
const body = (value: fc.Arbitrary<unknown>) =>
  fc
    .tuple(
      value,
      sometimes(fc.array(fc.tuple(fc.nat(400), fc.nat(255)), { minLength: 1, maxLength: 2 }), []),
      sometimes(fc.uint8Array({ minLength: 1, maxLength: 40 }), new Uint8Array()),
    )
    .map(([given, changes, after]) => {
      const text = new TextEncoder().encode(JSON.stringify(given) ?? '');
      for (const [at, byte] of changes) if (at < text.length) text[at] = byte;
      return { jsonLength: text.length, bytes: Buffer.concat([text, after]) };
    });

/** Runs a reader of requests: it gives a value or refuses, and refuses as the caller's fault. */
function outcome(read: () => unknown): 'read' | 'refused' {
  try {
    read();
    return 'read';
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    expect(thrown.row.status).toBeLessThan(500);
    expect(thrown.row.status).toBeGreaterThanOrEqual(400);
    expect(thrown.message).toMatch(/\.$/);
    JSON.stringify(thrown.details);
    return 'refused';
  }
}

/** Reads many requests of a kind; both outcomes must have come, else nothing was tried. */
function fuzz<T>(arbitrary: fc.Arbitrary<T>, read: (given: T) => unknown): void {
  const seen = { read: 0, refused: 0 };
  fc.assert(
    fc.property(arbitrary, (given) => {
      seen[outcome(() => read(given))]++;
    }),
    { seed: 4, numRuns: 500 },
  );
  expect(seen.read).toBeGreaterThan(20);
  expect(seen.refused).toBeGreaterThan(20);
}

const inputs = inputTensors(signature);
const outputs = outputTensors(signature);

describe('a request that was changed at random is read or refused, never a failure of ours', () => {
  it('inference over HTTP', () => {
    const header = fc.oneof(
      { weight: 5, arbitrary: fc.constant('right') },
      { weight: 1, arbitrary: fc.constantFrom('none', '0', '7', '-1', 'x', '1e9') },
    );
    fuzz(fc.tuple(body(request), header), ([{ jsonLength, bytes }, said]) => {
      const length = said === 'right' ? String(jsonLength) : said;
      const read = parseInferRequest(bytes, {
        jsonLength: said === 'none' ? undefined : length,
        inputs: said === '0' ? inputs.slice(0, 1) : inputs,
      });
      assertOutputs(read, outputs);
      assertRows(signature, inputRows(signature, read.tensors));
    });
  });

  it('inference over HTTP without bytes after the JSON', () => {
    fuzz(request, (given) => {
      const read = parseInferRequest(new TextEncoder().encode(JSON.stringify(given) ?? ''));
      for (const { values, shape } of read.tensors)
        expect(values.length).toBe(shape.reduce((product, length) => product * length, 1));
      assertOutputs(read, outputs);
    });
  });

  it('inference over gRPC', () => {
    const { service } = inferenceDefinition();
    const { requestSerialize, requestDeserialize } = readableMessages(service).ModelInfer;
    const text = fc.constantFrom('', ...names, ...DATATYPE_NAMES);
    const own = fc.dictionary(
      fc.constantFrom(
        'timeout',
        'classification',
        'sequence_id',
        'binary_data',
        '__proto__',
        'own',
      ),
      fc.oneof(
        fc.record({
          int64_param: fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }).map(String),
        }),
        fc.record({ bool_param: fc.boolean() }),
        fc.record({ string_param: fc.string() }),
        fc.record({ double_param: fc.double() }),
        fc.constant({}),
      ),
      { maxKeys: 2 },
    );
    const contents = fc.record(
      {
        bool_contents: fc.array(fc.boolean(), { maxLength: 3 }),
        int_contents: fc.array(fc.integer(), { maxLength: 3 }),
        int64_contents: fc.array(fc.integer().map(String), { maxLength: 3 }),
        fp64_contents: fc.array(fc.double(), { maxLength: 3 }),
        bytes_contents: fc.array(fc.uint8Array({ maxLength: 3 }), { maxLength: 3 }),
      },
      { requiredKeys: [] },
    );
    const message = fc.record({
      model_name: text,
      id: text,
      parameters: own,
      inputs: fc.array(
        fc.record({
          name: text,
          datatype: fc.constantFrom(...DATATYPE_NAMES, 'FLOAT'),
          shape: fc.array(fc.integer({ min: -1, max: 3 }), { maxLength: 2 }),
          parameters: own,
          contents,
        }),
        { maxLength: 3 },
      ),
      outputs: fc.array(fc.record({ name: text, parameters: own }), { maxLength: 2 }),
      raw_input_contents: fc.array(fc.uint8Array({ maxLength: 16 }), { maxLength: 2 }),
    });
    const right = rightRequest.map(({ inputs: tensors }) => {
      const read = parseInferRequest(new TextEncoder().encode(JSON.stringify({ inputs: tensors })));
      return {
        inputs: read.tensors.map(({ name, datatype, shape }) => ({ name, datatype, shape })),
        raw_input_contents: read.tensors.map((tensor) => writeBinary(tensor)),
      };
    });
    const changes = sometimes(fc.array(fc.tuple(fc.nat(200), fc.nat(255)), { minLength: 1 }), []);
    fuzz(fc.tuple(fc.oneof(message, right), changes), ([given, changed]) => {
      const bytes = requestSerialize(given);
      for (const [at, byte] of changed) if (at < bytes.length) bytes[at] = byte;
      const read = requestDeserialize(bytes) as ModelInferRequest;
      assertMessage(read);
      const { tensors } = fromInferRequest(read);
      assertRows(signature, inputRows(signature, tensors));
    });
  });

  it('the forms of rows of KServe, MLflow and SageMaker', () => {
    const cell = fc.oneof(fc.integer(), fc.string(), fc.boolean(), fc.constant(null));
    const row = rarely(fc.dictionary(fc.constantFrom(...names), rarely(cell), { maxKeys: 4 }));
    const list = rarely(fc.array(rarely(fc.oneof(row, fc.array(cell, { maxLength: 5 })))));
    const columns = fc.dictionary(fc.constantFrom(...names), rarely(fc.array(cell)), {
      maxKeys: 4,
    });
    const split = fc.record(
      {
        columns: rarely(fc.array(fc.constantFrom(...names), { maxLength: 4 })),
        data: rarely(fc.array(rarely(fc.array(cell, { maxLength: 4 })))),
      },
      { requiredKeys: [] },
    );
    const given = rarely(
      fc.oneof(
        fc.record({ instances: list }),
        fc.record({ dataframe_records: list, params: hostile }, { requiredKeys: [] }),
        fc.record({ dataframe_split: rarely(split) }),
        fc.record({ inputs: fc.oneof(columns, list) }),
        list,
      ),
    );
    fuzz(body(given), ({ bytes, jsonLength }) => {
      const json = bytes.subarray(0, jsonLength);
      const readers = [
        () => parseV1Request(signature, json).rows,
        () => parseScoringRequest(signature, json).rows,
        () => parseInvocation(signature, json, 'application/json'),
        () => parseInvocation(signature, bytes, 'application/jsonlines'),
      ];
      const failures = readers.map((read) => outcome(() => assertRows(signature, read())));
      if (!failures.includes('read')) throw new AppError('REQUEST_INVALID', { message: 'None.' });
    });
  });

  it('CSV', () => {
    const piece = fc.constantFrom(
      '"',
      '""',
      ',',
      '\n',
      '\r\n',
      '\ufeff',
      'age',
      'plan',
      '1',
      'é',
      '\0',
    );
    const line = fc.constantFrom('1,a,true,2024-05-31,x\n', ',,,,\n', '"1","a,b",no,2024-05,\n');
    const rare = fc.oneof({ weight: 6, arbitrary: line }, { weight: 1, arbitrary: piece });
    const text = fc.array(rare, { maxLength: 6 }).map((pieces) => pieces.join(''));
    fuzz(
      fc.tuple(text, sometimes(fc.uint8Array({ maxLength: 1 }), new Uint8Array())),
      ([given, after]) => {
        const bytes = Buffer.concat([Buffer.from(given), after]);
        assertRows(signature, parseInvocation(signature, bytes, 'text/csv'));
      },
    );
  });

  it('requests of the repository', () => {
    fuzz(
      body(rarely(fc.record({ ready: rarely(fc.boolean()), parameters: rarely(parameters) }))),
      ({ bytes, jsonLength }) => {
        const json = bytes.subarray(0, jsonLength);
        parseIndexRequest(json);
        outcome(() => parseLoadRequest(json));
        parseUnloadRequest(json);
      },
    );
  });
});
