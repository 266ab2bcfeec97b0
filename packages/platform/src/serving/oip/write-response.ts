import { writeBinary } from './binary-tensor.ts';
import { elementAt } from './element-at.ts';
import type { InferAnswer, InferRequest } from './infer-request.ts';
import { LENGTH_HEADER } from './parse-infer-request.ts';
import { selectOutputs } from './select-outputs.ts';
import type { NamedTensor } from './tensor.ts';

/** Headers and body of an answer. */
export interface HttpAnswer {
  readonly headers: Readonly<Record<string, string>>;
  readonly body: Uint8Array;
}

/**
 * Writes the answer to a request: JSON, and after it the outputs that were asked for in the binary form.
 *
 * The `id` is the caller's, or else that of the answer. A float that is not finite is null in JSON; a 64-bit integer has all its digits.
 *
 * @source Open Inference Protocol v2, "Inference Response JSON Object"; Triton, "Binary Tensor Data Extension".
 */
export function writeInferResponse(answer: InferAnswer, request: InferRequest): HttpAnswer {
  const outputs = selectOutputs(request, answer.outputs).map(({ tensor, isBinary }) => ({
    tensor,
    binary: isBinary ? writeBinary(tensor) : undefined,
  }));
  const id = request.id ?? answer.requestId;
  const fields = [
    field('model_name', answer.modelName),
    ...(answer.modelVersion === undefined ? [] : [field('model_version', answer.modelVersion)]),
    ...(id === undefined ? [] : [field('id', id)]),
    ...(answer.parameters === undefined ? [] : [field('parameters', answer.parameters)]),
    `"outputs":[${outputs.map(outputText).join(',')}]`,
  ];
  const json = Buffer.from(`{${fields.join(',')}}`);
  const parts = outputs.flatMap(({ binary }) => binary ?? []);
  if (parts.length === 0) return { headers: { 'content-type': 'application/json' }, body: json };
  return {
    headers: {
      'content-type': 'application/octet-stream',
      [LENGTH_HEADER]: String(json.byteLength),
    },
    body: Buffer.concat([json, ...parts]),
  };
}

function outputText({
  tensor,
  binary,
}: {
  readonly tensor: NamedTensor;
  readonly binary: Uint8Array | undefined;
}): string {
  const { name, datatype, shape } = tensor;
  const parameters = {
    ...tensor.parameters,
    ...(binary === undefined ? {} : { binary_data_size: binary.byteLength }),
  };
  const fields = [
    field('name', name),
    field('datatype', datatype),
    field('shape', shape),
    ...(Object.keys(parameters).length === 0 ? [] : [field('parameters', parameters)]),
    ...(binary === undefined ? [`"data":${elementsText(tensor)}`] : []),
  ];
  return `{${fields.join(',')}}`;
}

function elementsText(tensor: NamedTensor): string {
  const { datatype, values } = tensor;
  if (datatype === 'INT64' || datatype === 'UINT64') return `[${values.join(',')}]`;
  return JSON.stringify(Array.from({ length: values.length }, (_, at) => elementAt(tensor, at)));
}

function field(name: string, value: unknown): string {
  return `${JSON.stringify(name)}:${JSON.stringify(value)}`;
}
