import { requestProblem } from '../request/index.ts';
import { decode, readBinary } from './binary-tensor.ts';
import { datatypeOf } from './datatypes.ts';
import { type InferRequest, SUBJECT } from './infer-request.ts';
import { shapeSize } from './shape-size.ts';
import type { TensorMetadata } from './tensor.ts';

const RAW_HINT = 'Send JSON, or JSON and tensors with `Inference-Header-Content-Length`.';

/**
 * A request whose body is nothing but the elements of a model's only input.
 *
 * The dimension that may have any length gets it from the number of bytes. For BYTES the body is one text, without its length before it.
 *
 * @throws REQUEST_INVALID when the model has several inputs, or the bytes are no whole number of elements.
 * @source Triton, "Binary Tensor Data Extension", "Raw Binary Request".
 */
export function rawRequest(body: Uint8Array, inputs: readonly TensorMetadata[]): InferRequest {
  const [input, ...others] = inputs;
  if (input === undefined || others.length > 0)
    throw refusal(
      `must be JSON for a model with ${inputs.length} inputs, got the elements of one alone`,
    );
  const { name, datatype } = input;
  const { sizeBytes } = datatypeOf(datatype);
  const shape = fillShape(input.shape, sizeBytes === undefined ? 1 : body.byteLength / sizeBytes);
  if (shape === undefined)
    throw refusal(
      `must be whole elements for ${datatype} of shape [${input.shape.join(', ')}], got ${body.byteLength} bytes`,
    );
  const read =
    datatype === 'BYTES' ? oneText(body) : readBinary(body, { datatype, count: shapeSize(shape) });
  if (!read.ok) throw refusal(read.problem);
  return {
    parameters: {},
    binaryOutput: true,
    tensors: [{ name, datatype, shape, values: read.values }],
  };
}

function oneText(body: Uint8Array): ReturnType<typeof readBinary> {
  const text = decode(body);
  return text === undefined
    ? { ok: false, problem: 'must be UTF-8 text, got bytes that are not' }
    : { ok: true, values: [text] };
}

/** The shape with its open dimension, of which there may be one, filled so that it has so many elements. */
function fillShape(shape: readonly number[], count: number): readonly number[] | undefined {
  const open = shape.filter((length) => length < 0).length;
  const known = shapeSize(shape.filter((length) => length >= 0));
  if (open === 0) return known === count ? shape : undefined;
  const length = count / known;
  if (open > 1 || !Number.isSafeInteger(length)) return undefined;
  return shape.map((each) => (each < 0 ? length : each));
}

function refusal(problem: string): Error {
  return requestProblem({ path: '(body)', problem }, { subject: SUBJECT, hint: RAW_HINT });
}
