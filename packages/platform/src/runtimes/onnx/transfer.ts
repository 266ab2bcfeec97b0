import type { Tensor, Tensors, TensorValues } from '../tensor.ts';
import { rowOf } from './datatypes.ts';

/** Tensors that own their memory, and that memory, to be handed to another thread. */
export interface Transfer {
  readonly tensors: Tensors;
  readonly memory: ArrayBuffer[];
}

/**
 * Copies of tensors: what they were made from stays with whoever owns it, and no more than they hold is copied. A text
 * that is missing is the empty one, since ONNX has no other.
 */
export function toTransfer(given: Tensors): Transfer {
  const memory: ArrayBuffer[] = [];
  const tensors = Object.fromEntries(
    Object.entries(given).map(([name, tensor]): [string, Tensor] => {
      const values = ownValues(tensor);
      if (ArrayBuffer.isView(values)) memory.push(values.buffer as ArrayBuffer);
      return [name, { ...tensor, values }];
    }),
  );
  return { tensors, memory };
}

function ownValues({ datatype, values }: Tensor): TensorValues {
  const { array } = rowOf(datatype);
  if (array === undefined || !ArrayBuffer.isView(values))
    return (values as readonly (string | null)[]).map((text) => text ?? '');
  const { buffer, byteOffset, byteLength } = values;
  return new array(buffer.slice(byteOffset, byteOffset + byteLength) as ArrayBuffer);
}
