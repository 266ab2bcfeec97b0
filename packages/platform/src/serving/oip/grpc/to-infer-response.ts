import { writeBinary } from '../binary-tensor.ts';
import { datatypeOf } from '../datatypes.ts';
import type { InferAnswer, InferRequest } from '../infer-request.ts';
import { selectOutputs } from '../select-outputs.ts';
import type { NamedTensor } from '../tensor.ts';
import type { InferTensorContents, ModelInferResponse } from './messages.ts';
import { toInferParameters } from './parameter-values.ts';

/**
 * Writes the message `ModelInferResponse`.
 *
 * Elements are raw where those of the request were, or where a datatype has no list of its own; all outputs are in one form, as the
 * protocol wants.
 *
 * @source Open Inference Protocol v2, "GRPC", "Inference".
 */
export function toInferResponse(answer: InferAnswer, request: InferRequest): ModelInferResponse {
  const tensors = selectOutputs(request, answer.outputs).map(({ tensor }) => tensor);
  const isRaw =
    request.binaryOutput ||
    tensors.some(({ datatype }) => datatypeOf(datatype).contents === undefined);
  return {
    model_name: answer.modelName,
    model_version: answer.modelVersion ?? '',
    id: request.id ?? answer.requestId ?? '',
    parameters: toInferParameters(answer.parameters),
    outputs: tensors.map((tensor) => ({
      name: tensor.name,
      datatype: tensor.datatype,
      shape: tensor.shape,
      parameters: toInferParameters(tensor.parameters),
      ...(isRaw ? {} : { contents: toContents(tensor) }),
    })),
    raw_output_contents: isRaw ? tensors.map((tensor) => writeBinary(tensor)) : [],
  };
}

function toContents({ datatype, values }: NamedTensor): InferTensorContents {
  const { contents: field, kind } = datatypeOf(datatype);
  if (field === undefined) return {};
  const list: readonly unknown[] = Array.from(values as ArrayLike<unknown>);
  switch (kind) {
    case 'bytes':
      return { [field]: list.map((text) => Buffer.from((text as string | null) ?? '')) };
    case 'boolean':
      return { [field]: list.map((value) => value === 1) };
    default:
      return { [field]: list.map((value) => (typeof value === 'bigint' ? String(value) : value)) };
  }
}
