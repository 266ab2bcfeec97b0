import { AppError } from '@kaizenml/contracts';
import { type Port, sayElement } from '@kaizenml/ml/onnx';
import { DATATYPES } from './datatypes.ts';
import type { TensorPort } from './tensor-port.ts';

/**
 * Inputs or outputs in the words of the protocol.
 *
 * @param options.role Reads in a sentence: `input`.
 * @param options.file Name of the model file.
 * @throws MODEL_ARTIFACT_INVALID for anything but tensors of types that ONNX Runtime takes
 */
export function toPorts(
  ports: readonly Port[],
  { role, file }: { readonly role: 'input' | 'output'; readonly file: string },
): TensorPort[] {
  return ports.map(({ name, elementType, shape, type }) => {
    const row = DATATYPES.find((known) => known.elementType === elementType);
    if (row === undefined)
      throw notTensor({
        ...{ role, name, file },
        type: elementType === undefined ? type : sayElement(elementType),
      });
    const { datatype } = row;
    return shape === undefined
      ? { name, datatype, shape: [-1], isShapeless: true }
      : { name, datatype, shape };
  });
}

function notTensor(details: {
  readonly role: string;
  readonly name: string;
  readonly file: string;
  readonly type: string;
}): AppError {
  const { role, name, file, type } = details;
  return new AppError('MODEL_ARTIFACT_INVALID', {
    message: `The ${role} "${name}" of ${file} must be a tensor of numbers, truths or text, got ${type}.`,
    hint: hintFor(type, role),
    details,
  });
}

function hintFor(type: string, role: string): string {
  if (/^(sequence\()?map\(/.test(type))
    return 'Export it without dictionaries: in skl2onnx with `options={"zipmap": False}`, and with a column per key instead of a `DictVectorizer`.';
  return role === 'input'
    ? 'Export the model with tensors as inputs, one per column.'
    : 'Export the model with a tensor as output, for example the sequence as one array.';
}
