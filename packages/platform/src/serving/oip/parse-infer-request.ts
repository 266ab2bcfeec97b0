import { showValue } from '@kaizenml/contracts';
import {
  asObject,
  collectProblems,
  type JsonBody,
  type Problems,
  parseJsonBody,
  requestProblem,
} from '../request/index.ts';
import { readBinary } from './binary-tensor.ts';
import { DATATYPE_NAMES, isDatatype } from './datatypes.ts';
import { HINT, type InferRequest, SUBJECT } from './infer-request.ts';
import { readJsonElements } from './json-tensor.ts';
import { rawRequest } from './raw-request.ts';
import { readOutputs } from './read-outputs.ts';
import { readControls, readParameters } from './read-parameters.ts';
import { readShape } from './read-shape.ts';
import { shapeSize } from './shape-size.ts';
import type { NamedTensor, TensorMetadata } from './tensor.ts';

/** Header that says how many bytes of a body are JSON; the rest are tensors in the binary form. */
export const LENGTH_HEADER = 'inference-header-content-length';

/** What comes with the body of a request. */
export interface InferRequestContext {
  /** Value of `Inference-Header-Content-Length`, where there is one. */
  readonly jsonLength?: string | undefined;
  /** Inputs of the model: a body without JSON is the elements of its only one. */
  readonly inputs?: readonly TensorMetadata[];
}

/**
 * Reads a request for inference from an HTTP body.
 *
 * Without the header the body is JSON. With it, the bytes after the JSON are the tensors whose parameters say `binary_data_size`, in
 * the order of the inputs. A header of 0 says that the body is the elements of a model's only input.
 *
 * @returns A request whose tensors are as long as their shapes say. Binary tensors may be views of the body.
 * @throws REQUEST_INVALID with every problem in `details.problems`.
 * @source Open Inference Protocol v2, "Inference"; Triton, "Binary Tensor Data Extension".
 */
export function parseInferRequest(
  body: Uint8Array,
  { jsonLength, inputs: declared = [] }: InferRequestContext = {},
): InferRequest {
  const nJson = jsonLength === undefined ? body.byteLength : readLength(jsonLength, body);
  if (jsonLength !== undefined && nJson === 0) return rawRequest(body, declared);
  const json = parseJsonBody(body.subarray(0, nJson), SUBJECT);
  const request = asObject(json.value);
  const problems = collectProblems(SUBJECT, HINT);
  if (request === undefined) {
    problems.add('(body)', `must be an object with \`inputs\`, got ${showValue(json.value)}`);
    problems.assertNone();
  }
  const { id, inputs, outputs, parameters: given } = request ?? {};
  if (id !== undefined && id !== null && typeof id !== 'string')
    problems.add('id', `must be text, got ${showValue(id)}`);
  const parameters = readParameters(given, { path: 'parameters', problems });
  const controls = readControls(parameters, { path: 'parameters', problems });
  const requested = readOutputs(outputs, problems);
  const binary = body.subarray(nJson);
  const tensors = readInputs(inputs, { json, binary, problems });
  problems.assertNone();
  return {
    ...controls,
    ...(typeof id === 'string' ? { id } : {}),
    tensors,
    ...(requested === undefined ? {} : { outputs: requested }),
  };
}

function readLength(jsonLength: string, body: Uint8Array): number {
  const length = /^\d{1,15}$/.test(jsonLength) ? Number(jsonLength) : Number.NaN;
  if (length <= body.byteLength) return length;
  throw requestProblem(
    {
      path: '(header)',
      problem: `must say how many of the ${body.byteLength} bytes are JSON, got ${showValue(jsonLength)}`,
    },
    { subject: SUBJECT, hint: 'Send the length of the JSON in `Inference-Header-Content-Length`.' },
  );
}

interface Reading {
  readonly json: JsonBody;
  /** What follows the JSON. */
  readonly binary: Uint8Array;
  readonly problems: Problems;
}

function readInputs(given: unknown, { json, binary, problems }: Reading): readonly NamedTensor[] {
  if (!Array.isArray(given) || given.length === 0) {
    problems.add('inputs', `must be a list of at least one tensor, got ${showValue(given)}`);
    return [];
  }
  const seen = new Set<unknown>();
  let start = 0;
  const tensors = given.flatMap((entry: unknown, at) => {
    const path = `inputs[${at}]`;
    const input = asObject(entry);
    if (input === undefined) {
      problems.add(path, `must be a tensor, got ${showValue(entry)}`);
      return [];
    }
    if (seen.has(input.name))
      problems.add(`${path}.name`, `must come once, got ${showValue(input.name)} again`);
    seen.add(input.name);
    const sizeBytes = binarySize(input);
    const bytes =
      typeof sizeBytes === 'number' ? binary.subarray(start, start + sizeBytes) : undefined;
    start += typeof sizeBytes === 'number' ? sizeBytes : 0;
    return readInput(input, { path, problems, bytes, exact: () => dataAt(json.exact(), at) });
  });
  if (start !== binary.byteLength)
    problems.add(
      'inputs',
      `must say in \`binary_data_size\` what the ${binary.byteLength} bytes after the JSON are, got ${start} bytes in all`,
    );
  return tensors;
}

/** The `binary_data_size` of an input as far as it can be one. */
function binarySize(input: Readonly<Record<string, unknown>>): number | undefined {
  const size = asObject(input.parameters)?.binary_data_size;
  return Number.isSafeInteger(size) && (size as number) >= 0 ? (size as number) : undefined;
}

function dataAt(exact: unknown, at: number): unknown {
  const inputs = asObject(exact)?.inputs;
  return Array.isArray(inputs) ? asObject(inputs[at])?.data : undefined;
}

function readInput(
  input: Readonly<Record<string, unknown>>,
  {
    path,
    problems,
    bytes,
    exact,
  }: {
    readonly path: string;
    readonly problems: Problems;
    readonly bytes: Uint8Array | undefined;
    readonly exact: () => unknown;
  },
): NamedTensor[] {
  const { name, datatype, data } = input;
  const parameters = readParameters(input.parameters, { path: `${path}.parameters`, problems });
  const { binary_data_size: size, ...others } = parameters;
  if (typeof name !== 'string' || name === '')
    problems.add(`${path}.name`, `must be text, got ${showValue(name)}`);
  if (!isDatatype(datatype))
    problems.add(
      `${path}.datatype`,
      `must be one of ${DATATYPE_NAMES.join(', ')}, got ${showValue(datatype)}`,
    );
  if (others.shared_memory_region !== undefined)
    problems.add(
      `${path}.parameters.shared_memory_region`,
      `must be absent, since elements come over the wire, got ${showValue(others.shared_memory_region)}`,
    );
  if (size !== undefined && bytes === undefined)
    problems.add(
      `${path}.parameters.binary_data_size`,
      `must be a number of bytes, got ${showValue(size)}`,
    );
  if (size !== undefined && data !== undefined)
    problems.add(`${path}.data`, 'must be absent beside `binary_data_size`, got both');
  const shape = readShape(input.shape, { path: `${path}.shape`, problems });
  if (typeof name !== 'string' || !isDatatype(datatype) || shape === undefined) return [];
  if (size !== undefined) {
    if (bytes === undefined) return [];
    const read = readBinary(bytes, { datatype, count: shapeSize(shape) });
    if (read.ok) return [{ name, datatype, shape, values: read.values, parameters: others }];
    problems.add(path, read.problem);
    return [];
  }
  const values = readJsonElements(
    { datatype, shape, given: data, exact },
    { path: `${path}.data`, problems },
  );
  return values === undefined ? [] : [{ name, datatype, shape, values, parameters: others }];
}
