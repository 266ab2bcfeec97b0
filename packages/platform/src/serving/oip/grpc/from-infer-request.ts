import { showValue } from '@kaizenml/contracts';
import type { Datatype, TensorValues } from '../../../runtimes/index.ts';
import { collectProblems, type Problems } from '../../request/index.ts';
import { decode, readBinary } from '../binary-tensor.ts';
import { DATATYPE_NAMES, datatypeOf, isDatatype } from '../datatypes.ts';
import { HINT, type InferRequest, SUBJECT } from '../infer-request.ts';
import { makeValues } from '../make-values.ts';
import { readElement } from '../read-element.ts';
import { readOutput, refuseDoubles } from '../read-outputs.ts';
import { readControls } from '../read-parameters.ts';
import { readShape } from '../read-shape.ts';
import { shapeSize } from '../shape-size.ts';
import type { NamedTensor } from '../tensor.ts';
import type { InferInputTensor, InferTensorContents, ModelInferRequest } from './messages.ts';
import { fromInferParameters } from './parameter-values.ts';

/** Fields of the message begin so in the sentences. */
type Place = { readonly path: string; readonly problems: Problems };

/**
 * Reads the message `ModelInferRequest`.
 *
 * Elements come in `raw_input_contents`, one entry per input, or in the `contents` of each input, never in both.
 *
 * @returns A request whose `binaryOutput` says that the answer is wanted raw, as the elements came.
 * @throws REQUEST_INVALID with every problem in `details.problems`.
 * @source Open Inference Protocol v2, "GRPC", "Inference".
 */
export function fromInferRequest(message: ModelInferRequest): InferRequest {
  const { id, inputs, raw_input_contents: raw } = message;
  const problems = collectProblems(SUBJECT, HINT);
  const parameters = fromInferParameters(message.parameters);
  const controls = readControls(parameters, { path: 'parameters', problems });
  const requested = message.outputs.flatMap(({ name, parameters: own }, at) =>
    readOutput(
      { name, parameters: fromInferParameters(own) },
      { path: `outputs[${at}]`, problems },
    ),
  );
  const outputs = refuseDoubles(
    requested.map(({ binary: _, ...output }) => output),
    problems,
  );
  const isRaw = raw.length > 0;
  if (inputs.length === 0) problems.add('inputs', 'must be at least one tensor, got none');
  if (isRaw && raw.length !== inputs.length)
    problems.add(
      'raw_input_contents',
      `must have one entry per input, ${inputs.length}, got ${raw.length}`,
    );
  const seen = new Set<string>();
  const tensors = inputs.flatMap((input, at) => {
    const path = `inputs[${at}]`;
    if (seen.has(input.name))
      problems.add(`${path}.name`, `must come once, got ${showValue(input.name)} again`);
    seen.add(input.name);
    return readInput(input, { path, problems, bytes: isRaw ? raw[at] : undefined, isRaw });
  });
  problems.assertNone();
  return {
    ...controls,
    binaryOutput: isRaw,
    ...(id === '' ? {} : { id }),
    tensors,
    ...(outputs === undefined ? {} : { outputs }),
  };
}

function readInput(
  input: InferInputTensor,
  {
    path,
    problems,
    bytes,
    isRaw,
  }: Place & { readonly bytes: Uint8Array | undefined; isRaw: boolean },
): NamedTensor[] {
  const { name, datatype, contents } = input;
  const parameters = fromInferParameters(input.parameters);
  if (name === '') problems.add(`${path}.name`, 'must be text, got none');
  if (parameters.shared_memory_region !== undefined)
    problems.add(
      `${path}.parameters.shared_memory_region`,
      `must be absent, since elements come over the wire, got ${showValue(parameters.shared_memory_region)}`,
    );
  if (isRaw && hasElements(contents))
    problems.add(`${path}.contents`, 'must be absent beside `raw_input_contents`, got both');
  const shape = readShape(input.shape.map(Number), { path: `${path}.shape`, problems });
  if (!isDatatype(datatype)) {
    problems.add(
      `${path}.datatype`,
      `must be one of ${DATATYPE_NAMES.join(', ')}, got ${showValue(datatype)}`,
    );
    return [];
  }
  if (shape === undefined || (isRaw && bytes === undefined)) return [];
  const count = shapeSize(shape);
  const values =
    bytes === undefined
      ? readContents(contents ?? {}, { datatype, count, place: { path, problems } })
      : readRaw(bytes, { datatype, count, place: { path, problems } });
  return values === undefined ? [] : [{ name, datatype, shape, values, parameters }];
}

interface Expected {
  readonly datatype: Datatype;
  readonly count: number;
  readonly place: Place;
}

function readRaw(
  bytes: Uint8Array,
  { datatype, count, place }: Expected,
): TensorValues | undefined {
  const read = readBinary(bytes, { datatype, count });
  if (read.ok) return read.values;
  place.problems.add(place.path, read.problem);
  return undefined;
}

function readContents(
  contents: InferTensorContents,
  { datatype, count, place: { path, problems } }: Expected,
): TensorValues | undefined {
  const { kind, contents: field } = datatypeOf(datatype);
  if (field === undefined) {
    problems.add(`${path}.contents`, `must be in \`raw_input_contents\` for ${datatype}`);
    return undefined;
  }
  const given = contents[field] ?? [];
  if (given.length !== count) {
    problems.add(
      `${path}.contents.${field}`,
      `must have ${count} elements for its shape, got ${given.length}`,
    );
    return undefined;
  }
  if (kind === 'float') return makeValues(datatype, given as readonly number[]);
  const before = problems.count;
  const elements = given.map((value, at) => {
    const element = value instanceof Uint8Array ? decode(value) : value;
    const read = readElement(datatype, element);
    if (read.ok) return read.element;
    const problem =
      element === undefined ? 'must be UTF-8 text, got bytes that are not' : read.problem;
    problems.add(`${path}.contents.${field}[${at}]`, problem);
    return null;
  });
  return problems.count === before ? makeValues(datatype, elements) : undefined;
}

function hasElements(contents: InferTensorContents | null): boolean {
  return Object.values(contents ?? {}).some((list) => (list?.length ?? 0) > 0);
}
