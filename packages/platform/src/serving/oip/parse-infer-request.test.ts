import { describe, expect, it } from 'vitest';
import { thrownBy } from '../../../../../test/thrown-by.ts';
import { type InferRequestContext, parseInferRequest } from './parse-infer-request.ts';

const encode = (text: string) => new TextEncoder().encode(text);
const parse = (request: unknown, context?: InferRequestContext) =>
  parseInferRequest(
    encode(typeof request === 'string' ? request : JSON.stringify(request)),
    context,
  );
const input = (fields: object) => ({ inputs: [{ name: 'x', ...fields }] });
const values = (fields: object) => parse(input(fields)).tensors[0].values;
const problems = (request: unknown, context?: InferRequestContext) =>
  thrownBy(() => parse(request, context)).details.problems;

describe('a request in JSON', () => {
  it('may give elements flat or nested', () => {
    const flat = values({ shape: [2, 3], datatype: 'FP32', data: [1, 2, 3, 4, 5, 6] });
    expect(flat).toEqual(Float32Array.of(1, 2, 3, 4, 5, 6));
    const rows = [
      [1, 2, 3],
      [4, 5, 6],
    ];
    expect(values({ shape: [2, 3], datatype: 'FP32', data: rows })).toEqual(flat);
    expect(values({ shape: [], datatype: 'FP64', data: [7] })).toEqual(Float64Array.of(7));
    expect(values({ shape: [2, 0], datatype: 'FP64', data: [[], []] })).toEqual(new Float64Array());
  });

  it('keeps every digit of a 64-bit integer, as a number or as text', () => {
    const data = '[9007199254740993,-9223372036854775808,"9223372036854775807",1]';
    const text = `{"inputs":[{"name":"x","shape":[4],"datatype":"INT64","data":${data}}]}`;
    expect(parse(text).tensors[0].values).toEqual(
      BigInt64Array.of(9007199254740993n, -(2n ** 63n), 2n ** 63n - 1n, 1n),
    );
    const nested = `{"inputs":[{"name":"x","shape":[1,1],"datatype":"UINT64","data":[[18446744073709551615]]}]}`;
    expect(parse(nested).tensors[0].values).toEqual(BigUint64Array.of(2n ** 64n - 1n));
  });

  it('takes whole numbers for floats, 0 and 1 for booleans, and null for what is missing', () => {
    expect(values({ shape: [2], datatype: 'FP64', data: [1, null] })).toEqual(
      Float64Array.of(1, Number.NaN),
    );
    expect(values({ shape: [3], datatype: 'BOOL', data: [true, 0, 1] })).toEqual(
      Uint8Array.of(1, 0, 1),
    );
    expect(values({ shape: [2], datatype: 'BYTES', data: ['a', null] })).toEqual(['a', null]);
  });

  it.each([
    ['INT32', 1.5, 'must be a whole number, got 1.5'],
    ['INT32', '1', 'must be a whole number, got "1"'],
    ['UINT8', 256, 'must be between 0 and 255, got 256'],
    ['INT8', -129, 'must be between -128 and 127, got -129'],
    ['UINT64', -1, 'must be between 0 and 18446744073709551615, got -1'],
    ['INT64', '1e3', 'must be a whole number, got "1e3"'],
    ['FP64', '1', 'must be a number, got "1"'],
    ['FP64', true, 'must be a number, got true'],
    ['FP32', 1e39, 'must be in the range of FP32, got 1e+39'],
    ['FP16', 65_520, 'must be in the range of FP16, got 65520'],
    ['BOOL', 2, 'must be true or false, got 2'],
    ['BYTES', 1, 'must be text, got 1'],
  ])('refuses for %s what would lose its meaning: %j', (datatype, element, problem) => {
    const request = input({ shape: [2], datatype, data: [element, element] });
    expect(problems(request)).toEqual([
      { path: 'inputs[0].data[0]', problem },
      { path: 'inputs[0].data[1]', problem },
    ]);
  });

  it.each([
    [[2], [1], 'inputs[0].data', 'must have 2 elements for shape [2], got 1'],
    [[2, 2], [1, 2, 3], 'inputs[0].data', 'must have 4 elements for shape [2, 2], got 3'],
    [[2, 2], [[1, 2], [3]], 'inputs[0].data[1]', 'must have 2 entries, got 1'],
    [[2, 2], [[1, 2], 3], 'inputs[0].data[1]', 'must be a list of 2, got 3'],
    [
      [2],
      [[1], [2]],
      'inputs[0].data[0]',
      'must be an element, got [1]: the shape has no dimension more',
    ],
    [[3], 'abc', 'inputs[0].data', 'must be a list, got "abc"'],
    [[3], undefined, 'inputs[0].data', 'must be a list, got nothing'],
    [[-1], [1], 'inputs[0].shape[0]', 'must be a whole number that is not negative, got -1'],
    [[1.5], [1], 'inputs[0].shape[0]', 'must be a whole number that is not negative, got 1.5'],
    [3, [1], 'inputs[0].shape', 'must be a list of whole numbers, got 3'],
    [Array(33).fill(1), [1], 'inputs[0].shape', 'must have at most 32 dimensions, got 33'],
    [
      [2 ** 40, 2 ** 40],
      [1],
      'inputs[0].shape',
      'must have at most 2^53 elements, got [1099511627776, 1099511627776]',
    ],
  ])('refuses shape %j with data %j', (shape, data, path, problem) => {
    expect(problems(input({ shape, datatype: 'FP64', data }))).toEqual([{ path, problem }]);
  });

  it('is told everything that is wrong with it at once', () => {
    const error = thrownBy(() =>
      parse({
        id: 7,
        parameters: { timeout: -1, sequence_id: 4, triton_x: 1, list: [1] },
        outputs: [{ name: 'a', parameters: { classification: -1, binary_data: 'yes' } }, 3],
        inputs: [
          { name: 'x', shape: [1], datatype: 'FLOAT', data: [1] },
          {
            name: 'x',
            shape: [1],
            datatype: 'FP64',
            data: [1],
            parameters: { binary_data_size: 8 },
          },
        ],
      }),
    );
    expect(error).toMatchObject({
      code: 'REQUEST_INVALID',
      details: {
        problems: [
          { path: 'id', problem: 'must be text, got 7' },
          {
            path: 'parameters.list',
            problem: 'must be text, a number or true or false, got [1]',
          },
          {
            path: 'parameters.sequence_id',
            problem: 'must be absent, since the model keeps nothing between requests, got 4',
          },
          {
            path: 'parameters.triton_x',
            problem: 'must have another name, got one that is reserved',
          },
          {
            path: 'parameters.timeout',
            problem: 'must be a whole number that is not negative, got -1',
          },
          {
            path: 'outputs[0].parameters.binary_data',
            problem: 'must be true or false, got "yes"',
          },
          {
            path: 'outputs[0].parameters.classification',
            problem: 'must be a whole number that is not negative, got -1',
          },
          { path: 'outputs[1]', problem: 'must be an object with a name, got 3' },
          {
            path: 'inputs[0].datatype',
            problem:
              'must be one of BOOL, UINT8, UINT16, UINT32, UINT64, INT8, INT16, INT32, INT64, FP16, FP32, FP64, BF16, BYTES, got "FLOAT"',
          },
          { path: 'inputs[1].name', problem: 'must come once, got "x" again' },
          {
            path: 'inputs[1].data',
            problem: 'must be absent beside `binary_data_size`, got both',
          },
          { path: 'inputs[1]', problem: 'must have 8 bytes, 1 of FP64, got 0' },
          {
            path: 'inputs',
            problem:
              'must say in `binary_data_size` what the 0 bytes after the JSON are, got 8 bytes in all',
          },
        ],
      },
    });
    expect(error.message).toBe(
      'The inference request has 13 problems: `id` must be text, got 7; `parameters.list` must be text, a number or true or false, got [1]; `parameters.sequence_id` must be absent, since the model keeps nothing between requests, got 4; `parameters.triton_x` must have another name, got one that is reserved; `parameters.timeout` must be a whole number that is not negative, got -1; and 8 more.',
    );
    expect(error.hint).toContain('GET /v2/models/<name>');
  });

  it('lists at most 100 problems and says how many more there are', () => {
    const request = input({ shape: [250], datatype: 'FP64', data: Array(250).fill('a') });
    const listed = problems(request) as readonly object[];
    expect(listed).toHaveLength(101);
    expect(listed[100]).toEqual({ path: '(top)', problem: 'has 150 more problems' });
  });

  it.each([
    ['[1]', 'must be an object with `inputs`, got [1]'],
    ['null', 'must be an object with `inputs`, got null'],
  ])('must be an object, not %s', (text, problem) => {
    expect(problems(text)).toEqual([{ path: '(body)', problem }]);
  });

  it('must be JSON in UTF-8', () => {
    expect(thrownBy(() => parse('{"inputs": [nan]}')).message).toMatch(
      /^The inference request has a problem: `\(body\)` must be JSON, got Unexpected token/,
    );
    expect(thrownBy(() => parseInferRequest(Uint8Array.of(0xff))).details).toEqual({
      problems: [{ path: '(body)', problem: 'must be UTF-8 text, got bytes that are not' }],
    });
  });

  it('may be nested as deep as it likes where nobody looks, and not where digits are counted', () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    const request = (data: string) =>
      `{"x":${deep},"inputs":[{"name":"x","shape":[1],"datatype":"INT64","data":${data}}]}`;
    expect(parse(request('[1]')).tensors[0].values).toEqual(BigInt64Array.of(1n));
    expect(problems(request('[9007199254740993]'))).toEqual([
      { path: '(body)', problem: 'must be nested a few levels deep, got thousands' },
    ]);
  });
});

describe('a request with binary tensors', () => {
  const withBinary = (json: object, binary: Uint8Array) => {
    const text = encode(JSON.stringify(json));
    return {
      body: Buffer.concat([text, binary]),
      jsonLength: String(text.length),
    };
  };

  it('takes the bytes in the order of the inputs, beside inputs in JSON', () => {
    const { body, jsonLength } = withBinary(
      {
        inputs: [
          { name: 'a', shape: [2], datatype: 'INT16', parameters: { binary_data_size: 4 } },
          { name: 'b', shape: [1], datatype: 'FP64', data: [1] },
          {
            name: 'c',
            shape: [1],
            datatype: 'BYTES',
            parameters: { binary_data_size: 6, content_type: 'str' },
          },
        ],
      },
      Uint8Array.of(1, 0, 0xff, 0xff, 2, 0, 0, 0, 104, 105),
    );
    expect(parseInferRequest(body, { jsonLength }).tensors).toEqual([
      { name: 'a', shape: [2], datatype: 'INT16', values: Int16Array.of(1, -1), parameters: {} },
      { name: 'b', shape: [1], datatype: 'FP64', values: Float64Array.of(1), parameters: {} },
      {
        name: 'c',
        shape: [1],
        datatype: 'BYTES',
        values: ['hi'],
        parameters: { content_type: 'str' },
      },
    ]);
  });

  it('refuses bytes that no input speaks of, and a header beyond the body', () => {
    const { body, jsonLength } = withBinary(
      { inputs: [{ name: 'a', shape: [1], datatype: 'FP64', data: [1] }] },
      Uint8Array.of(1, 2),
    );
    expect(thrownBy(() => parseInferRequest(body, { jsonLength })).details.problems).toEqual([
      {
        path: 'inputs',
        problem:
          'must say in `binary_data_size` what the 2 bytes after the JSON are, got 0 bytes in all',
      },
    ]);
    for (const header of ['9999', '-1', '1.5', '', 'abc', '99999999999999999999'])
      expect(
        thrownBy(() => parseInferRequest(body, { jsonLength: header })).details.problems,
      ).toEqual([
        {
          path: '(header)',
          problem: `must say how many of the ${body.length} bytes are JSON, got ${JSON.stringify(header)}`,
        },
      ]);
  });
});

describe('a request without JSON', () => {
  const raw = (bytes: readonly number[], shape: readonly number[], datatype: 'FP32' | 'BYTES') =>
    parseInferRequest(Uint8Array.from(bytes), {
      jsonLength: '0',
      inputs: [{ name: 'x', shape, datatype }],
    });

  it('is the elements of the only input, as long as its bytes', () => {
    const bytes = [...new Uint8Array(Float32Array.of(1, 2, 3, 4).buffer)];
    expect(raw(bytes, [-1, 2], 'FP32')).toEqual({
      parameters: {},
      binaryOutput: true,
      tensors: [
        { name: 'x', datatype: 'FP32', shape: [2, 2], values: Float32Array.of(1, 2, 3, 4) },
      ],
    });
    expect(raw([104, 105], [-1], 'BYTES').tensors[0]).toMatchObject({ shape: [1], values: ['hi'] });
  });

  it('is refused when the bytes are no whole elements, or the model has several inputs', () => {
    expect(thrownBy(() => raw([1, 2, 3], [-1], 'FP32')).message).toBe(
      'The inference request has a problem: `(body)` must be whole elements for FP32 of shape [-1], got 3 bytes.',
    );
    expect(thrownBy(() => raw([1, 2, 3, 4], [-1, -1], 'FP32')).code).toBe('REQUEST_INVALID');
    expect(thrownBy(() => parseInferRequest(new Uint8Array(4), { jsonLength: '0' })).message).toBe(
      'The inference request has a problem: `(body)` must be JSON for a model with 0 inputs, got the elements of one alone.',
    );
  });
});
